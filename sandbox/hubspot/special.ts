import { fixedId } from './seed/id-ranges.ts';

/** Records that exist under the same id in every seeded portal. */
export const SPECIAL = {
  /** Maria Johnson, primary company Acme Corporation, also its "Billing contact". */
  contactId: fixedId('0-1', 0),
  contactEmail: 'maria.johnson@acme.example',
  /** Acme Corporation: at least 25 contacts, 12 deals, at least 6 tickets. */
  companyId: fixedId('0-2', 0),
  companyDomain: 'acme.example',
  /** Has 1,500 deals (half of all deals in a portal with fewer than 3,000), so its associations need paging. */
  manyDealsCompanyId: fixedId('0-2', 1),
  /** An Acme deal with two line items. */
  dealId: fixedId('0-3', 0),
  /** An Acme deal with 120 line items. */
  manyLineItemsDealId: fixedId('0-3', 1),
  /** A ticket of Acme and of Maria Johnson. */
  ticketId: fixedId('0-5', 0),
} as const;
