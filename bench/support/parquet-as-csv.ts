import { readParquet } from '../../test/support/read-parquet.ts';
import type { Found } from '../../test/support/read-parquet.ts';

const DAY_MS = 86_400_000;
const ROWS = 20_000;

/** A Parquet file, read by another program than wrote it, as CSV lines with a header: so it can be compared with the source like any other file. */
export async function* parquetAsCsv(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  const { columns, groups } = await readParquet(bytes, { start: 0, end: 0 });
  yield Buffer.from(`${columns.map(({ name }) => quoted(name)).join(',')}\r\n`);
  const all = groups.reduce((sum, rows) => sum + rows, 0);
  for (let start = 0; start < all; start += ROWS) {
    const { rows } = await readParquet(bytes, { start, end: Math.min(all, start + ROWS) });
    yield Buffer.from(rows.map((row) => `${row.map((value, at) => quoted(textOf(value, columns[at]!.type))).join(',')}\r\n`).join(''));
  }
}

function textOf(value: Found, type: string): string {
  if (value === null) return '';
  if (type === 'DATE') return new Date(Number(value) * DAY_MS).toISOString().slice(0, 10);
  if (type.startsWith('TIMESTAMP')) return new Date(Number(BigInt(value as bigint) / 1000n)).toISOString().slice(0, type.endsWith('UTC') ? 24 : 23);
  return String(value);
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
