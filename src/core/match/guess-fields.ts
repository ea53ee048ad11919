import { MATCH_FIELDS } from './match-field.ts';
import type { MatchField } from './match-field.ts';

/** Names that columns of customer tables commonly have, the surest first. */
const NAMES: Readonly<Record<MatchField, readonly string[]>> = {
  externalId: ['external_id', 'customer_number', 'customer_no', 'customer_code', 'customer_id', 'account_number', 'account_no'],
  domain: ['domain', 'email_domain', 'website', 'web_site', 'homepage', 'url'],
  email: ['email', 'e_mail', 'email_address', 'customer_email', 'mail'],
  name: ['company_name', 'customer_name', 'full_name', 'display_name', 'company'],
};
/** Names that say so only where each row is a customer: the `name` of an order line is a product's. */
const OF_A_CUSTOMER: Readonly<Partial<Record<MatchField, readonly string[]>>> = { externalId: ['number', 'code'], name: ['name'] };

/** Which columns tell a customer by which field, as far as their names say. `customers`: each row of the table is one. */
export function guessFields(columns: readonly string[], { customers }: { readonly customers: boolean }): Partial<Record<MatchField, string>> {
  const found: Partial<Record<MatchField, string>> = {};
  for (const field of MATCH_FIELDS) {
    const wanted = [...NAMES[field], ...(customers ? OF_A_CUSTOMER[field] ?? [] : [])];
    const name = wanted.find((one) => columns.some((column) => column.toLowerCase() === one));
    const column = columns.find((one) => one.toLowerCase() === name);
    if (column !== undefined) found[field] = column;
  }
  return found;
}
