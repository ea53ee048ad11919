import type { seedCounts } from './counts.ts';
import { idSql } from './id-ranges.ts';
import { insertRecords } from './insert-records.ts';
import { hash, wordAt } from './sql-words.ts';
import * as words from './words.ts';

/** SQL that fills line items; each one copies a product. */
export function lineItemsSql(counts: ReturnType<typeof seedCounts>): string {
  return insertRecords({
    objectType: '0-8',
    count: counts.lineItems,
    stamps: { created: 'createdate', modified: 'hs_lastmodifieddate' },
    locals: {
      product: `${hash(501)} % ${counts.products}`,
      quantity: `${hash(502)} % 40 + 1`,
      cents: `${hash(503)} % 500000 + 99`,
    },
    properties: {
      name: `${wordAt(words.productNames, `(product % ${words.productNames.length})`)} || ' ' || product`,
      hs_sku: `lpad(product::text, 7, '0')`,
      hs_product_id: `${idSql('0-7', 'product')}::text`,
      quantity: 'quantity::text',
      price: '(cents / 100.0)::numeric(12,2)::text',
      amount: '(cents * quantity / 100.0)::numeric(14,2)::text',
      hs_discount_percentage: `CASE WHEN ${hash(504)} % 5 = 0 THEN (${hash(505)} % 30)::text END`,
      hs_line_item_currency_code: `'EUR'`,
    },
  });
}
