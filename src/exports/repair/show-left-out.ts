import type { SpokenLanguage } from '#contract';
import { sayIn } from '#sentences';
import type { Context } from '../../context/index.ts';
import type { PortalId } from '../../core/ids/portal-id.ts';
import type { LeftOut } from './left-out-rows.ts';
import { listLeftOut } from './left-out.store.ts';
import type { LeftOutRow } from './left-out.store.ts';


const SHOWN = 10;

export type ShownSheet = { readonly sheet: number; readonly title: string; readonly total: number; readonly rows: readonly LeftOutRow[] };

/** The first rows that each table left out, to look at. */
export async function showLeftOut(context: Context, portalId: PortalId, { job, sheets }: LeftOut, language: SpokenLanguage): Promise<ShownSheet[]> {
  return context.database.inPortal(portalId, async (tx) => {
    const shown: ShownSheet[] = [];
    for (const { sheet: { sheet, title }, total } of sheets) shown.push({ sheet, title, total, rows: (await listLeftOut(tx, job.id, { sheet, from: 0, most: SHOWN })).map((row) => ({ ...row, reason: sayIn(language, row.reason) })) });
    return shown;
  });
}
