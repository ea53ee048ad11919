export type { Caller } from './caller.ts';
export { readCaller } from './read-caller.ts';
export { verifySignature } from './verify-signature.ts';
