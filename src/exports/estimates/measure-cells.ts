import type { LineDialect } from '../../core/csv/line-dialect.ts';
import { isFileKey } from '../../files/index.ts';
import type { FileStore } from '../../files/index.ts';
import type { NewChunk } from '../exports.store.ts';

/** So many chunks, spread over the table, and so much of the start of each: a few thousand rows in all. */
const CHUNKS = 4;
const BYTES = 65_536;

const QUOTE = 34;
const LINE_FEED = 10;

/** Mean bytes of a cell as staged, quotes included, by column; null where there is no row. Out of a sample of the chunks. */
export async function measureCells(files: FileStore, chunks: readonly NewChunk[], columns: number, dialect: LineDialect): Promise<number[] | null> {
  const sums = new Array<number>(columns).fill(0);
  let rows = 0;
  for (const chunk of spread(chunks.filter((candidate) => candidate.rows > 0 && isFileKey(candidate.fileKey)))) {
    const { body } = await files.get(chunk.fileKey as Parameters<FileStore['get']>[0], { start: 0, end: BYTES - 1 });
    const pieces: Uint8Array[] = [];
    for await (const piece of body as AsyncIterable<Uint8Array>) pieces.push(piece);
    rows += addRows(Buffer.concat(pieces), sums, dialect);
  }
  return rows === 0 ? null : sums.map((sum) => sum / rows);
}

function spread(chunks: readonly NewChunk[]): NewChunk[] {
  const wanted = Math.min(CHUNKS, chunks.length);
  const step = wanted < 2 ? 0 : (chunks.length - 1) / (wanted - 1);
  return Array.from({ length: wanted }, (_, at) => chunks[Math.round(at * step)]!);
}

/** Adds the cells of all whole rows to the sums and answers how many rows there were; a row that is cut off counts not. */
function addRows(bytes: Uint8Array, sums: number[], dialect: LineDialect): number {
  const separator = (dialect.kind === 'file' ? dialect.delimiter : ',').charCodeAt(0);
  const lineEnd = dialect.kind === 'file' ? 1 : 0;
  let row = new Array<number>(sums.length).fill(0);
  let [rows, column, start, quoted] = [0, 0, 0, false];
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    // A doubled quote closes and opens again, so what stands between quotes is always told right.
    if (byte === QUOTE) quoted = !quoted;
    if (quoted || (byte !== separator && byte !== LINE_FEED)) continue;
    row[column] = at - start;
    [column, start] = [column + 1, at + 1];
    if (byte !== LINE_FEED) continue;
    if (column === sums.length) {
      row[column - 1] = Math.max(0, row[column - 1]! - lineEnd);
      for (const [index, size] of row.entries()) sums[index] = sums[index]! + size;
      rows += 1;
    }
    [row, column] = [new Array<number>(sums.length).fill(0), 0];
  }
  return rows;
}
