import type { Context } from '../context/index.ts';
import { requireSwitchedOn } from '../connections/index.ts';
import type { OpenTable } from '../connections/index.ts';
import { fileKey } from '../files/index.ts';
import type { StoredFile } from '../files/index.ts';
import { addProgress } from '../jobs/index.ts';
import type { SourceLines } from '../sources/define-source.ts';
import { finishPart, saveChunk } from './exports.store.ts';
import type { ExportRun } from './export-run.ts';
import type { PartState, StoredSheet } from './exports.store.ts';
import { writeRowKeys } from './recheck/row-keys.ts';
import { stageLines } from './stage-lines.ts';
import { watchEnd } from './watch-end.ts';

/**
 * Stages one part from its checkpoint to its end, a chunk for each stretch. While a chunk becomes durable and is
 * checkpointed the next one is already being read; checkpoints keep their order, one at a time. `gave-way`: it ended behind a
 * checkpoint before the part's end. Rows of a consistent snapshot are read to the end all the same: the rest would be of another one.
 */
export async function readPart(context: Context, run: ExportRun, tables: readonly OpenTable[], sheet: StoredSheet, part: PartState): Promise<'done' | 'gave-way'> {
  let seq = part.nextSeq;
  let saved: Promise<void> = Promise.resolve();
  let gaveWay = false;
  try {
    for await (const stretch of stageLines(context, run, tables, sheet, part)) {
      run.at('batch-read');
      const body = watchEnd(stretch.body, run.silence.moved);
      const stored = storeChunk(context, run, { ...part, seq }, body.pieces);
      const before = saved;
      saved = saveNext({ run, tables, part, seq, stretch }, before, stored);
      // Whoever awaits `saved` hears of it; until then it must not count as unheard.
      saved.catch(ignore);
      await Promise.race([body.ended, saved]);
      await before;
      seq += 1;
      if (!run.giveWay.aborted || stretch.summary().snapshot !== undefined) continue;
      gaveWay = true;
      break;
    }
  } finally {
    // A chunk on its way must not be written behind the back of whoever hears of the failure.
    await saved.catch(ignore);
  }
  await saved;
  if (gaveWay) return 'gave-way';
  await run.lease.write((tx) => finishPart(tx, run.jobId, part));
  run.at('part-finished');
  run.joining?.trail.partFinished(part.part);
  return 'done';
}

type Stored = { readonly key: string; readonly file: StoredFile };

async function storeChunk(context: Context, run: ExportRun, at: { sheet: number; part: number; seq: number }, body: AsyncIterable<Uint8Array>): Promise<Stored> {
  // The fence is in the name: a worker that lost the job cannot write over a chunk of its successor.
  const key = fileKey(run.portalId, 'exports', run.jobId, `chunk-${at.sheet}-${pad(at.part)}-${pad(at.seq)}-f${run.lease.fence}`);
  const file = await context.files.put(key, body, { signal: run.signal, at: (step) => run.at(`chunk-${step}`) });
  run.at('chunk-stored');
  return { key, file };
}

type Checkpoint = { readonly run: ExportRun; readonly tables: readonly OpenTable[]; readonly part: PartState; readonly seq: number; readonly stretch: SourceLines };

async function saveNext({ run, tables, part, seq, stretch }: Checkpoint, before: Promise<void>, storing: Promise<Stored>): Promise<void> {
  const [{ key, file }] = await Promise.all([storing, before]);

  // Save the cursor only after the chunk is durable: the other order loses rows on a crash.
  const { cursor, snapshot, unreadable = [], keys, ...counted } = stretch.summary();
  const chunk = { ...counted, sheet: part.sheet, part: part.part, seq, fileKey: key, bytes: file.bytes, sha256: file.sha256, snapshot: snapshot ?? null, unreadable, rowKeys: keys === undefined ? null : writeRowKeys(keys) };
  await run.lease.write(async (tx) => {
    await requireSwitchedOn(tx, run.portalId, tables.map(({ key }) => key));
    await saveChunk(tx, run.portalId, run.jobId, chunk, cursor);
    await addProgress(tx, run.jobId, chunk.rows);
    run.at('chunk-saving');
  });
  run.at('chunk-saved');
  run.joining?.trail.saved(chunk);
}

function pad(position: number): string {
  return String(position).padStart(6, '0');
}

function ignore(): void {}
