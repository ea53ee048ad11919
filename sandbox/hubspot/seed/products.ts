import type { seedCounts } from './counts.ts';
import { insertRecords } from './insert-records.ts';
import { hash, pick, wordAt } from './sql-words.ts';
import * as words from './words.ts';

/** SQL that fills the product library. */
export function productsSql(counts: ReturnType<typeof seedCounts>): string {
  return insertRecords({
    objectType: '0-7',
    count: counts.products,
    stamps: { created: 'createdate', modified: 'hs_lastmodifieddate' },
    properties: {
      name: `${wordAt(words.productNames, `(i % ${words.productNames.length})`)} || ' ' || i`,
      hs_sku: `lpad(i::text, 7, '0')`,
      price: `((${hash(601)} % 500000 + 99) / 100.0)::numeric(12,2)::text`,
      description: `CASE WHEN ${hash(602)} % 3 = 0 THEN ${pick(words.notes, 603)} END`,
    },
  });
}
