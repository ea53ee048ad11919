export { startStack, type Stack, type StackOptions } from './start-stack.ts';
export type { Ports } from './ports.ts';
