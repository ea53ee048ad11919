export { fitValue } from './fit-value.ts';
export { sameValue } from './same-value.ts';
export { settableProperties } from './settable-properties.ts';
export { WRITE_SCOPES } from './write-scopes.ts';
