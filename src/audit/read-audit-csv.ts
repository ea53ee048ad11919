import type { ExportAuditRequest } from '#contract';
import type { Context } from '../context/index.ts';
import { createCsvLines } from '../core/csv/create-csv-lines.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import { findAuditEntries } from './audit.store.ts';
import type { AuditRow } from './audit.store.ts';
import { betweenOf } from './between-of.ts';

const PAGE = 1_000;
const COLUMNS = ['Time (UTC)', 'User id', 'What', 'About', 'Details'].map((title) => ({ title, type: 'text' as const }));

/** The portal's log as lines of a CSV file, newest first, read a page at a time: it may be of any length. */
export async function* readAuditCsv(context: Context, portalId: PortalId, { action, userId, ...between }: ExportAuditRequest): AsyncGenerator<string> {
  const lines = createCsvLines(COLUMNS, { kind: 'file', delimiter: ',' });
  // Spreadsheets take a file without this mark for one in an old encoding.
  yield `\uFEFF${lines.header()}`;
  for (let before: bigint | null = null; ; ) {
    const at: bigint | null = before;
    const page: AuditRow[] = await context.database.inPortal(portalId, (tx) => findAuditEntries(tx, { before: at, limit: PAGE, action: action ?? null, userId: userId ?? null, ...betweenOf(between) }));
    for (const entry of page) yield lines.line([entry.at.toISOString(), entry.userId, entry.action, entry.subject, JSON.stringify(entry.details)]);
    if (page.length < PAGE) return;
    before = page.at(-1)!.id;
  }
}
