import { setTimeout as delay } from 'node:timers/promises';
import type { OpenTable } from '../../connections/index.ts';
import type { Context } from '../../context/index.ts';
import { createCsvLines } from '../../core/csv/create-csv-lines.ts';
import { AppError } from '../../core/errors/index.ts';
import { fileKey } from '../../files/index.ts';
import { addProgress } from '../../jobs/index.ts';
import type { RecheckBatch } from '../../sources/define-source.ts';
import type { ExportRun } from '../export-run.ts';
import { findChunk, finishPart } from '../exports.store.ts';
import type { PartState, StoredSheet } from '../exports.store.ts';
import { readChunk } from '../read-chunk.ts';
import { sheetDialect } from '../sheets/sheet-dialect.ts';
import { findRowKeys, listKeyedChunks, listTallies, saveRecheck } from './recheck.store.ts';
import type { KeyedChunk, ReplacedChunk } from './recheck.store.ts';
import { compareKeys, replaceRows } from './replace-rows.ts';
import type { FreshRow } from './replace-rows.ts';
import { readRowKeys, writeRowKeys } from './row-keys.ts';
import { addTally, NOTHING } from './tally.ts';

/**
 * The second pass over a sheet whose parts are all read: rows that the source names once more take the place of those with
 * their keys. A chunk stays as it is; a new one with another name stands in its place from the checkpoint on, so a run
 * that dies on the way goes on behind the last batch. `gave-way`: it stopped before or behind one.
 */
export async function recheckSheet(context: Context, run: ExportRun, table: OpenTable, sheet: StoredSheet, part: PartState): Promise<'done' | 'gave-way'> {
  const { of, notBefore } = sheet.plan!.recheck!;
  if (table.source.recheck === undefined) throw new AppError('internal', { retry: 'never', detail: 'a plan asks for a second pass the source does not know' });
  if ((await waitUntil(context, run, notBefore)) === 'gave-way') return 'gave-way';

  const [places, tallies] = await context.database.inPortal(run.portalId, async (tx) => [await listKeyedChunks(tx, run.jobId, sheet.sheet), await listTallies(tx, run.jobId)] as const);
  let at = part;
  let tally = tallies[sheet.sheet] ?? NOTHING;
  for await (const batch of table.source.recheck({ ...table.context, signal: run.signal }, table.query, of, part.cursor)) {
    run.at('batch-read');
    const chunks: ReplacedChunk[] = [];
    let rows = 0;
    tally = addTally(tally, { ...NOTHING, changed: batch.rows.length, calls: batch.calls });
    for (const [place, fresh] of byChunk(places, freshRows(run, sheet, batch))) {
      const made = await replaceChunk(context, run, sheet, { ...place, nextSeq: at.nextSeq }, fresh, batch);
      if (made === null) continue;
      chunks.push(made.chunk);
      rows += made.rows;
      tally = addTally(tally, { ...NOTHING, ...made.tally });
    }
    await run.lease.write(async (tx) => {
      await saveRecheck(tx, run.jobId, at, chunks, { cursor: batch.cursor, tally });
      await addProgress(tx, run.jobId, rows);
      run.at('chunk-saving');
    });
    run.at('chunk-saved');
    at = { ...at, cursor: batch.cursor, nextSeq: at.nextSeq + 1 };
    if (run.giveWay.aborted) return 'gave-way';
  }
  await run.lease.write((tx) => finishPart(tx, run.jobId, part));
  run.at('part-finished');
  return 'done';
}

async function waitUntil(context: Context, run: ExportRun, at: number): Promise<'over' | 'gave-way'> {
  const ms = at - context.now();
  if (ms <= 0) return 'over';
  await run.silence.waits(() => delay(ms, undefined, { signal: AbortSignal.any([run.signal, run.giveWay]) }).catch(() => undefined));
  run.signal.throwIfAborted();
  return run.giveWay.aborted ? 'gave-way' : 'over';
}

function freshRows(run: ExportRun, sheet: StoredSheet, batch: RecheckBatch): FreshRow[] {
  const lines = createCsvLines(sheet.columns, sheetDialect(run.export, sheet));
  let before = lines.counts();
  return batch.rows.map(({ key, cells }) => {
    const line = cells === null ? null : Buffer.from(lines.line(cells), 'utf8');
    const after = lines.counts();
    const row = { key, line, neutralised: after.neutralised - before.neutralised, replaced: after.replaced - before.replaced };
    before = after;
    return row;
  });
}

/** The rows by the chunk they belong to: the first that does not end before them, or the last of all. */
function byChunk(places: readonly KeyedChunk[], fresh: readonly FreshRow[]): Map<KeyedChunk, FreshRow[]> {
  const filled = places.filter(({ lastKey }) => lastKey !== null);
  const rest = filled.at(-1) ?? places.at(-1);
  if (rest === undefined) return new Map();
  let at = 0;
  return Map.groupBy(fresh, ({ key }) => {
    while (at < filled.length && compareKeys(filled[at]!.lastKey!, key) < 0) at += 1;
    return filled[at] ?? rest;
  });
}

type Made = { readonly chunk: ReplacedChunk; readonly rows: number; readonly tally: Omit<typeof NOTHING, 'changed' | 'calls'> };

async function replaceChunk(context: Context, run: ExportRun, { sheet }: StoredSheet, at: KeyedChunk & { readonly nextSeq: number }, fresh: readonly FreshRow[], { unreadable = [] }: RecheckBatch): Promise<Made | null> {
  const place = { sheet, part: at.part, seq: at.seq };
  const [chunk, keys] = await context.database.inPortal(run.portalId, async (tx) => [await findChunk(tx, run.jobId, place), await findRowKeys(tx, run.jobId, place)] as const);
  const pieces: Uint8Array[] = [];
  for await (const piece of readChunk(context.files, chunk)) pieces.push(Buffer.from(piece));
  const made = replaceRows(Buffer.concat(pieces), readRowKeys(keys), fresh);
  if (made === null) return null;

  const [part, seq, again] = [at.part, at.seq, at.nextSeq].map((number) => String(number).padStart(6, '0'));
  const key = fileKey(run.portalId, 'exports', run.jobId, `chunk-${sheet}-${part}-${seq}-again${again}-f${run.lease.fence}`);
  const file = await context.files.put(key, made.body, { signal: run.signal, at: (step) => run.at(`chunk-${step}`) });
  run.at('chunk-stored');
  const counts = made.keys.reduce((sum, row) => ({ neutralised: sum.neutralised + row.neutralised, replaced: sum.replaced + row.replaced }), { neutralised: 0, replaced: 0 });
  const columns = new Map([...chunk.unreadable, ...unreadable].map((one) => [one.column, one]));
  return {
    rows: made.rows, tally: made.tally,
    chunk: {
      part: at.part, seq: at.seq, was: chunk.fileKey, fileKey: key, ...counts, rows: chunk.rows + made.rows, upstream: chunk.upstream + made.upstream,
      bytes: file.bytes, sha256: file.sha256, unreadable: [...columns.values()], rowKeys: writeRowKeys(made.keys),
    },
  };
}
