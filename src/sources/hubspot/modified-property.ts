import type { ObjectType } from './object-type.ts';

/**
 * When a record was last changed. Contacts have a name of their own for it, and search takes the other one there
 * without a word and answers wrongly: https://github.com/amp-labs/connectors/pull/45
 */
export function modifiedProperty(type: ObjectType): string {
  return type.key === 'contacts' ? 'lastmodifieddate' : 'hs_lastmodifieddate';
}

/** When a record was made. */
export const CREATED = 'createdate';
