import * as choose from './company-of.ts';
import { EXTRA_LINE_ITEMS, type seedCounts } from './counts.ts';
import { idSql, type idRanges } from './id-ranges.ts';
import { hash } from './sql-words.ts';

type ObjectType = keyof typeof idRanges;
type Link = {
  from: ObjectType;
  to: ObjectType;
  count: number;
  /** SQL for the 0-based number of the target record; NULL makes no link. */
  target: string;
  /** SQL arrays of association type ids, there and back. */
  types: string;
  typesBack: string;
};

/** SQL that fills both directions of every kind of association; `$1` portal, `$2` salt. */
export function associationsSql(counts: ReturnType<typeof seedCounts>): string[] {
  const billing = `i = 0 OR ${hash(701)} % 25 = 0`;
  const links: Link[] = [
    {
      from: '0-1', to: '0-2', count: counts.contacts, target: choose.companyOfContact(counts),
      types: `CASE WHEN ${billing} THEN '{1,279,9001}' ELSE '{1,279}' END`,
      typesBack: `CASE WHEN ${billing} THEN '{2,280,9002}' ELSE '{2,280}' END`,
    },
    {
      from: '0-3', to: '0-2', count: counts.deals, target: choose.companyOfDeal(counts),
      types: `'{5,341}'`, typesBack: `'{6,342}'`,
    },
    {
      from: '0-3', to: '0-1', count: counts.deals, target: choose.contactOfDeal(counts),
      types: `CASE WHEN ${hash(702)} % 6 = 0 THEN '{3,9003}' ELSE '{3}' END`,
      typesBack: `CASE WHEN ${hash(702)} % 6 = 0 THEN '{4,9004}' ELSE '{4}' END`,
    },
    {
      from: '0-3', to: '0-1', count: counts.deals, target: choose.secondContactOfDeal(counts),
      types: `'{3}'`, typesBack: `'{4}'`,
    },
    {
      from: '0-5', to: '0-2', count: counts.tickets, target: choose.companyOfTicket(counts),
      types: `'{26,339}'`, typesBack: `'{25,340}'`,
    },
    {
      from: '0-5', to: '0-1', count: counts.tickets, target: choose.contactOfTicket(counts),
      types: `'{16}'`, typesBack: `'{15}'`,
    },
    {
      from: '0-8', to: '0-3', count: counts.lineItems, target: choose.dealOfLineItem(EXTRA_LINE_ITEMS),
      types: `'{20}'`, typesBack: `'{19}'`,
    },
  ];
  return links.map(linkSql);
}

function linkSql(link: Link): string {
  // A deal may draw the same contact twice, but a pair of records has one row.
  const seenBefore = link.from === '0-3' && link.to === '0-1' ? `WHERE NOT EXISTS (SELECT FROM hubspot.associations a
    WHERE a.portal_id = $1 AND a.from_type = side.from_type AND a.from_id = side.from_id
    AND a.to_type = side.to_type AND a.to_id = side.to_id)` : '';
  return `WITH drawn AS MATERIALIZED (
    SELECT ${idSql(link.from, 'i')} AS from_id, ${idSql(link.to, 'target')} AS to_id,
      (${link.types})::int[] AS types, (${link.typesBack})::int[] AS types_back
    FROM (SELECT i, ${link.target} AS target FROM generate_series(0, ${link.count - 1}::bigint) AS i OFFSET 0) AS numbered
    WHERE target IS NOT NULL)
  INSERT INTO hubspot.associations (portal_id, from_type, from_id, to_type, to_id, type_ids)
  SELECT $1::bigint, side.* FROM (
    SELECT '${link.from}' AS from_type, from_id, '${link.to}' AS to_type, to_id, types FROM drawn
    UNION ALL SELECT '${link.to}', to_id, '${link.from}', from_id, types_back FROM drawn) AS side ${seenBefore}`;
}
