import type { Cell, Column, ExportFormat, ExportOptions } from '#contract';
import type { Rendered } from '../../../src/exports/formats/define-format.ts';
import { formatOf } from '../../../src/exports/formats/format-of.ts';

export type Row = readonly Cell[];

export function column(title: string, type: Column['type'] = 'text'): Column {
  return { key: title, title, type, sortable: false, operators: [] };
}

/** Rows in batches of `size`, as chunks bring them. */
export async function* inBatches(rows: readonly Row[], size = 1_000): AsyncIterable<readonly Row[]> {
  for (let from = 0; from < rows.length; from += size) yield rows.slice(from, from + size);
}

export type Made = ReturnType<Rendered['summary']> & { readonly bytes: Buffer; readonly text: string };

/** The whole file of these rows, and what the writer says about it. */
export async function renderRows(format: ExportFormat, columns: readonly Column[], rows: readonly Row[], options: ExportOptions = {}): Promise<Made> {
  return collect(formatOf(format).render({ title: 'Orders', columns, rows: inBatches(rows), options }));
}

export async function collect({ body, summary }: Rendered): Promise<Made> {
  const pieces: Uint8Array[] = [];
  for await (const piece of body) pieces.push(piece);
  const bytes = Buffer.concat(pieces);
  return { ...summary(), bytes, text: bytes.toString('utf8') };
}
