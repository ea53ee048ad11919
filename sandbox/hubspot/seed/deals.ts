import { companyOfDeal } from './company-of.ts';
import type { seedCounts } from './counts.ts';
import { insertRecords } from './insert-records.ts';
import { ownerSql } from './owners.ts';
import { hash, pick } from './sql-words.ts';
import * as words from './words.ts';

/** SQL that fills deals of the one sales pipeline. */
export function dealsSql(counts: ReturnType<typeof seedCounts>): string {
  return insertRecords({
    objectType: '0-3',
    count: counts.deals,
    stamps: { created: 'createdate', modified: 'hs_lastmodifieddate' },
    locals: { company: companyOfDeal(counts) },
    properties: {
      dealname: `CASE WHEN company = 0 THEN 'Acme Corporation' ELSE 'Company ' || company END
        || ' - ' || ${pick(words.dealKinds, 201)} || ' ' || (2022 + ${hash(202)} % 5)`,
      amount: `CASE WHEN ${hash(203)} % 20 > 0 THEN ((${hash(204)} % 25000000) / 100.0)::numeric(12,2)::text END`,
      deal_currency_code: `'EUR'`,
      dealstage: pick(words.dealStages, 205),
      pipeline: `'default'`,
      dealtype: pick(words.dealTypes, 206),
      closedate: `CASE WHEN ${hash(207)} % 15 > 0 THEN hubspot.iso(created + (${hash(208)} % 180) * interval '1 day') END`,
      hubspot_owner_id: ownerSql(209),
      hs_priority: `CASE WHEN ${hash(210)} % 2 = 0 THEN ${pick(['low', 'medium', 'high'], 211)} END`,
      description: `CASE WHEN ${hash(212)} % 12 = 0 THEN ${pick(words.notes, 213)} END`,
    },
  });
}
