import { createReadStream } from 'node:fs';
import { readStagedLines } from '../../../src/core/csv/read-staged-lines.ts';
import { MIXED_COLUMNS } from '../../support/mixed-rows.ts';

export type Value = string | number | boolean | Date | null;

/** The staged rows as the values that a library for JavaScript takes, a batch for each piece read. */
export async function* typedRows(path: string): AsyncIterable<Value[][]> {
  const types = MIXED_COLUMNS.map(({ type }) => type);
  for await (const batch of readStagedLines(createReadStream(path) as AsyncIterable<Uint8Array>, types.length)) {
    yield batch.map((row) => row.map((text, at) => typed(text, types[at]!)));
  }
}

function typed(text: string | null, type: string): Value {
  if (text === null) return null;
  if (type === 'number' || type === 'money') return Number(text);
  if (type === 'date' || type === 'datetime') return new Date(text);
  return type === 'boolean' ? text === 'true' : text;
}
