import type { Cell } from '#contract';
import { AppError } from '../core/errors/index.ts';

/** Rows as staged between reading and rendering: one JSON array of cells per line, UTF-8. */
export function encodeChunk(rows: readonly (readonly Cell[])[]): Uint8Array {
  let text = '';
  for (const row of rows) text += `${JSON.stringify(row)}\n`;
  return Buffer.from(text, 'utf8');
}

/** The rows of one whole chunk. Throws when a line is not what encodeChunk wrote. */
export function decodeChunk(bytes: Uint8Array): Cell[][] {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  const rows: Cell[][] = [];
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const row: unknown = JSON.parse(line);
    if (!Array.isArray(row)) throw new AppError('internal', { detail: 'staged chunk holds a line that is not a row' });
    rows.push(row as Cell[]);
  }
  return rows;
}
