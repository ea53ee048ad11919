import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';

export type Counted = { readonly rows: number; readonly sha256: string };

const LINE_END = Buffer.from('\r\n');
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const COUNTER = join(import.meta.dirname, '..', '..', 'test', 'support', 'count-sheet-rows.py');

/** Rows of a CSV file whose values hold no CRLF of their own, which the mixed table's do not; its header is not counted. */
export async function countCsvRows(body: AsyncIterable<Uint8Array>): Promise<Counted> {
  const hash = createHash('sha256');
  let ends = 0;
  let last = 0;
  for await (const piece of body) {
    hash.update(piece);
    if (last === CARRIAGE_RETURN && piece[0] === LINE_FEED) ends += 1;
    const bytes = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
    for (let at = bytes.indexOf(LINE_END); at !== -1; at = bytes.indexOf(LINE_END, at + 2)) ends += 1;
    last = piece.at(-1) ?? last;
  }
  return { rows: ends - 1, sha256: hash.digest('hex') };
}

/** Rows of a workbook's sheets without their headers, by a reader of its own. */
export async function countSheetRows(body: AsyncIterable<Uint8Array>): Promise<Counted> {
  const folder = await mkdtemp(join(tmpdir(), 'siderail-bench-'));
  try {
    const file = join(folder, 'made.xlsx');
    const hash = createHash('sha256');
    await pipeline(body, async function* (pieces: AsyncIterable<Uint8Array>) {
      for await (const piece of pieces) {
        hash.update(piece);
        yield piece;
      }
    }, createWriteStream(file));
    const { stdout } = await promisify(execFile)('python3', [COUNTER, file]);
    const sheets = JSON.parse(stdout) as { rows: number }[];
    return { rows: sheets.reduce((sum, { rows }) => sum + rows - 1, 0), sha256: hash.digest('hex') };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
