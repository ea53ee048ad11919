/** By what a row of another system can be told to be the same as a HubSpot record. */
export type MatchField = 'externalId' | 'domain' | 'email' | 'name';

export const MATCH_FIELDS: readonly MatchField[] = ['externalId', 'domain', 'email', 'name'];
