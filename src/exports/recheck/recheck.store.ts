import type { Tx } from '../../core/db/index.ts';
import type { PartState } from '../exports.store.ts';
import { Tally } from './tally.ts';

/** A chunk with keys, and the last of them; null: none came. */
export type KeyedChunk = { readonly part: number; readonly seq: number; readonly lastKey: string | null };

/** The chunks of a sheet whose rows are known by key, in file order, without the keys themselves. */
export async function listKeyedChunks(tx: Tx, jobId: string, sheet: number): Promise<KeyedChunk[]> {
  return tx.$queryRaw<KeyedChunk[]>`
    select part, seq, substring(row_keys from '([0-9]+)[^ ]*$') as "lastKey" from chunks
    where job_id = ${jobId}::uuid and sheet = ${sheet} and row_keys is not null order by part, seq`;
}

export async function findRowKeys(tx: Tx, jobId: string, at: { readonly sheet: number; readonly part: number; readonly seq: number }): Promise<string> {
  const { rowKeys } = await tx.chunk.findUniqueOrThrow({ where: { jobId_sheet_part_seq: { jobId, sheet: at.sheet, part: at.part, seq: at.seq } }, select: { rowKeys: true } });
  return rowKeys ?? '';
}

/** What the chunk at this place becomes; the counts are whole, not differences. */
export type ReplacedChunk = {
  readonly part: number;
  readonly seq: number;
  /** The file it has until now. */
  readonly was: string;
  readonly fileKey: string;
  readonly rows: number;
  readonly upstream: number;
  readonly bytes: number;
  readonly sha256: string;
  readonly neutralised: number;
  readonly replaced: number;
  readonly unreadable: readonly { readonly column: string; readonly reason: string }[];
  readonly rowKeys: string;
};

/** The second pass's checkpoint: chunks, cursor and tally move together, and only from the place it started at. */
export async function saveRecheck(tx: Tx, jobId: string, at: PartState, chunks: readonly ReplacedChunk[], next: { readonly cursor: string; readonly tally: Tally }): Promise<void> {
  const { sheet } = at;
  for (const { part, seq, was, ...chunk } of chunks) {
    await tx.chunk.update({ where: { jobId_sheet_part_seq: { jobId, sheet, part, seq }, fileKey: was }, data: { ...chunk, unreadable: [...chunk.unreadable] } });
  }
  await tx.exportPart.update({ where: { jobId_sheet_part: { jobId, sheet, part: at.part }, nextSeq: at.nextSeq }, data: { cursor: next.cursor, nextSeq: at.nextSeq + 1, tally: next.tally } });
}

/** What the second passes of an export did, by sheet; null where there was none. */
export async function listTallies(tx: Tx, jobId: string): Promise<(Tally | null)[]> {
  const parts = await tx.exportPart.findMany({ where: { jobId }, select: { sheet: true, tally: true } });
  const tallies: (Tally | null)[] = [];
  for (const { sheet, tally } of parts) tallies[sheet] = tally === null ? (tallies[sheet] ?? null) : Tally.parse(tally);
  return tallies;
}
