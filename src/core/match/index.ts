export { fieldOfProperty } from './field-of-property.ts';
export { guessFields } from './guess-fields.ts';
export { MATCH_FIELDS } from './match-field.ts';
export type { MatchField } from './match-field.ts';
