import type { SeedSize } from '../options.ts';

export const ACME_CONTACTS = 25;
export const ACME_DEALS = 12;
export const ACME_TICKETS = 6;
export const EXTRA_LINE_ITEMS = 118;

/** How many records of each kind a portal of this size gets. */
export function seedCounts(size: SeedSize) {
  if (size.contacts < 1 || size.companies < 2 || size.deals < 2) {
    throw new Error('a portal needs at least 1 contact, 2 companies and 2 deals');
  }
  return {
    contacts: size.contacts,
    companies: size.companies,
    deals: size.deals,
    tickets: Math.max(20, Math.ceil(size.contacts / 100)),
    lineItems: size.deals * 2 + EXTRA_LINE_ITEMS,
    products: 50,
    manyDeals: Math.min(1500, Math.floor(size.deals / 2)),
  };
}
