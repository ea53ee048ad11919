import type { MatchField } from './match-field.ts';

const KNOWN: Readonly<Record<string, MatchField>> = {
  domain: 'domain', website: 'domain', email: 'email', work_email: 'email', name: 'name', company: 'name', dealname: 'name', firstname: 'name', lastname: 'name',
};

/** What a link by this HubSpot property compares. A property that is none of HubSpot's own holds the other system's id. */
export function fieldOfProperty(property: string, take: 'value' | 'email_domain'): MatchField {
  return take === 'email_domain' ? 'domain' : KNOWN[property] ?? 'externalId';
}
