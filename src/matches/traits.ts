/** What tells a HubSpot record, in lower case: ids of the other system, web domains, addresses, names. */
export type Traits = {
  readonly externalIds: readonly string[];
  readonly domains: readonly string[];
  readonly emails: readonly string[];
  /** The domains of its addresses, but for those that everybody can have. */
  readonly emailDomains: readonly string[];
  readonly names: readonly string[];
};
