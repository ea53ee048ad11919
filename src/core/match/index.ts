export { fieldOfProperty } from './field-of-property.ts';
export { partnerFields } from './partner-fields.ts';
export { partnerTitle } from './partner-title.ts';
export { MATCH_FIELDS } from './match-field.ts';
export type { MatchField } from './match-field.ts';
