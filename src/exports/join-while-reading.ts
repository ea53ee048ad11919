import type { OpenTable } from '../connections/index.ts';
import type { Context } from '../context/index.ts';
import { fileKey } from '../files/index.ts';
import type { StoredFile } from '../files/index.ts';
import type { ExportRun } from './export-run.ts';
import { listChunks, listParts } from './exports.store.ts';
import type { NewChunk, StoredExport } from './exports.store.ts';
import { followChunks } from './follow-chunks.ts';
import type { ChunkTrail } from './follow-chunks.ts';
import { formatOf } from './formats/format-of.ts';
import type { Rendered } from './formats/define-format.ts';
import { sheetDialect } from './sheets/sheet-dialect.ts';

export type JoinedFile = { readonly key: string; readonly stored: StoredFile; readonly summary: Rendered['summary'] };

/** A file that is made while its rows are still being read. */
export type Joining = {
  /** Told of every checkpoint. */
  readonly trail: Pick<ChunkTrail, 'saved' | 'partFinished'>;
  /**
   * Lets the file be completed, out of exactly these chunks. Null when it is of others or could not be made: nothing of it
   * is left then, and whoever asked renders the chunks.
   */
  complete(chunks: readonly NewChunk[]): Promise<JoinedFile | null>;
  /** Ends it without a file. */
  abandon(): Promise<void>;
};

/**
 * Begins to join the file of an export whose staged lines are those of the file, read by a source that writes lines itself: there
 * the machine is the limit, and joining when everything is read would take a fifth of the time once more. Null for all others.
 * The file gets its name only through `complete`; its bytes are those that rendering gives.
 */
export async function joinWhileReading(context: Context, run: ExportRun, planned: StoredExport, tables: readonly OpenTable[]): Promise<Joining | null> {
  const [sheet] = planned.sheets;
  if (sheet === undefined || planned.sheets.length > 1 || tables[0]?.source.lines === undefined) return null;
  const dialect = sheetDialect(planned, sheet);
  if (dialect.kind !== 'file') return null;

  const trail = await context.database.inPortal(run.portalId, async (tx) => followChunks(context.files, sheet.plan!.parts.length, await listParts(tx, run.jobId, sheet.sheet), await listChunks(tx, run.jobId)));
  const abandoned = new AbortController();
  const format = formatOf(planned.format, planned.options);
  const rendered = format.render({
    sheets: [{ title: sheet.title, columns: sheet.columns, dialect, staged: trail.counts, lines: () => trail.lines, files: null, rows: () => { throw new Error('lines of a file are only joined'); } }],
    options: planned.options, signal: run.signal,
  });
  const key = fileKey(run.portalId, 'exports', run.jobId, `file-r${run.round}-f${run.lease.fence}.${format.extension}`);
  const storing = context.files.put(key, rendered.body, { signal: AbortSignal.any([run.signal, abandoned.signal]), contentType: format.contentType, at: (step) => run.at(`file-${step}`) });
  // Whoever completes or abandons it hears of a failure.
  storing.catch(ignore);

  async function abandon(): Promise<void> {
    abandoned.abort(new Error('the file is not completed'));
    await storing.catch(ignore);
  }

  return {
    trail,
    abandon,
    async complete(chunks) {
      if (!trail.release(chunks)) {
        await abandon();
        return null;
      }
      try {
        return { key, stored: await storing, summary: rendered.summary };
      } catch (thrown) {
        run.signal.throwIfAborted();
        context.log.warn({ err: thrown, jobId: run.jobId }, 'a file could not be joined while it was read; it is rendered');
        return null;
      }
    },
  };
}

function ignore(): void {}
