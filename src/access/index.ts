export type { Caller } from './caller.ts';
export { openDecision, sealDecision } from './decision-link.ts';
export type { DecisionClaims } from './decision-link.ts';
export { DevelopmentCaller } from './development-caller.ts';
export { readCaller } from './read-caller.ts';
export { verifyActionSignature } from './verify-action-signature.ts';
export { verifySignature } from './verify-signature.ts';
