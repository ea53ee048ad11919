import { ACME_CONTACTS, ACME_DEALS, ACME_TICKETS, type seedCounts } from './counts.ts';
import { hash } from './sql-words.ts';

type Counts = ReturnType<typeof seedCounts>;

/** SQL for the number of contact `i`'s company; NULL for one contact in ten. */
export function companyOfContact(counts: Counts): string {
  return `CASE WHEN i < ${ACME_CONTACTS} THEN 0 WHEN ${hash(301)} % 10 = 0 THEN NULL
    ELSE ${hash(302)} % ${counts.companies} END`;
}

/** SQL for the number of deal `i`'s company: Acme first, then the company with many deals, then any other. */
export function companyOfDeal(counts: Counts): string {
  return `CASE WHEN i < ${ACME_DEALS} THEN 0 WHEN i < ${ACME_DEALS + counts.manyDeals} THEN least(1, ${counts.companies - 1})
    ELSE least(2 + ${hash(303)} % ${Math.max(1, counts.companies - 2)}, ${counts.companies - 1}) END`;
}

/** SQL for the number of deal `i`'s first contact; Maria Johnson on Acme's first five. */
export function contactOfDeal(counts: Counts): string {
  return `CASE WHEN i < 5 THEN 0 WHEN i < ${ACME_DEALS} THEN i % ${Math.min(ACME_CONTACTS, counts.contacts)}
    ELSE ${hash(304)} % ${counts.contacts} END`;
}

/** SQL for the number of deal `i`'s second contact; most deals have none. */
export function secondContactOfDeal(counts: Counts): string {
  return `CASE WHEN i >= ${ACME_DEALS} AND ${hash(305)} % 10 = 0 THEN ${hash(306)} % ${counts.contacts} END`;
}

export function companyOfTicket(counts: Counts): string {
  return `CASE WHEN i < ${ACME_TICKETS} THEN 0 ELSE ${hash(307)} % ${counts.companies} END`;
}

export function contactOfTicket(counts: Counts): string {
  return `CASE WHEN i < 3 THEN 0 ELSE ${hash(308)} % ${counts.contacts} END`;
}

/** SQL for the number of line item `i`'s deal: the surplus goes to deal 1, then two to each deal. */
export function dealOfLineItem(extra: number): string {
  return `CASE WHEN i < ${extra} THEN 1 ELSE (i - ${extra}) / 2 END`;
}
