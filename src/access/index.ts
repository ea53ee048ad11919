export type { Caller } from './caller.ts';
export { openDecision, sealDecision } from './decision-link.ts';
export type { DecisionClaims } from './decision-link.ts';
export { readCaller } from './read-caller.ts';
export { verifySignature } from './verify-signature.ts';
