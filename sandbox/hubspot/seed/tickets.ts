import type { seedCounts } from './counts.ts';
import { insertRecords } from './insert-records.ts';
import { ownerSql } from './owners.ts';
import { hash, pick } from './sql-words.ts';
import * as words from './words.ts';

/** SQL that fills support tickets. */
export function ticketsSql(counts: ReturnType<typeof seedCounts>): string {
  return insertRecords({
    objectType: '0-5',
    count: counts.tickets,
    stamps: { created: 'createdate', modified: 'hs_lastmodifieddate' },
    properties: {
      subject: pick(words.ticketSubjects, 401),
      content: pick(words.notes, 402),
      hs_pipeline: `'0'`,
      hs_pipeline_stage: `(1 + ${hash(403)} % 4)::text`,
      hs_ticket_priority: `CASE WHEN ${hash(404)} % 5 > 0 THEN ${pick(words.ticketPriorities, 405)} END`,
      hs_ticket_category: `CASE WHEN ${hash(406)} % 3 > 0 THEN ${pick(words.ticketCategories, 407)} END`,
      source_type: pick(words.ticketSources, 408),
      hubspot_owner_id: ownerSql(409),
      closed_date: `CASE WHEN ${hash(403)} % 4 = 3 THEN hubspot.iso(created + (${hash(410)} % 30) * interval '1 day') END`,
    },
  });
}
