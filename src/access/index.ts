export type { Caller } from './caller.ts';
export { DevelopmentCaller } from './development-caller.ts';
export { readCaller } from './read-caller.ts';
export { verifyActionSignature } from './verify-action-signature.ts';
export { verifySignature } from './verify-signature.ts';
