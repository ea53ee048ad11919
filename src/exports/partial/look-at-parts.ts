import type { Context } from '../../context/index.ts';
import type { JobRow } from '../../jobs/index.ts';
import { listChunks, listParts } from '../exports.store.ts';
import type { ExportRun } from '../export-run.ts';
import type { PartialFile } from './describe-partial.ts';

/** How far each table of a stopped export was read. */
export async function lookAtParts(context: Context, run: ExportRun, job: JobRow): Promise<PartialFile> {
  return context.database.inPortal(run.portalId, async (tx) => {
    const chunks = await listChunks(tx, run.jobId);
    const sheets: PartialFile['sheets'] = [];
    for (const { sheet, title } of run.export.sheets) {
      const parts = await listParts(tx, run.jobId, sheet);
      const rowsRead = chunks.reduce((sum, chunk) => sum + (chunk.sheet === sheet ? chunk.rows : 0), 0);
      sheets.push({ title, parts: parts.length, partsFinished: parts.filter((part) => part.done).length, rowsRead });
    }
    return { stopped: job.partial === 'failed' ? 'failed' : 'cancelled', rowsExpected: job.rowsTotal === null ? null : Number(job.rowsTotal), sheets };
  });
}
