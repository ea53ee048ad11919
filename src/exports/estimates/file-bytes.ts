import type { Column } from '#contract';
import type { Format } from '../formats/define-format.ts';

/** Workbook and Parquet have parts of their own around the rows. */
const FRAME = { bytes: 2_500, perColumn: 60 };

/**
 * The formula for a file's size: what stands around the rows, and the bytes of one row. `cellBytes` holds what was
 * measured; a column without it counts as its type usually does in this format.
 */
export function fileBytes(format: Format, columns: readonly Column[], cellBytes: Readonly<Record<string, number>>): FileBytes {
  const { fixed, perRow } = plainBytes(format, columns, cellBytes);
  const { packedTo = 1 } = format;
  return { fixed: fixed * packedTo, perRow: perRow * packedTo };
}

type FileBytes = { readonly fixed: number; readonly perRow: number };

function plainBytes(format: Format, columns: readonly Column[], cellBytes: Readonly<Record<string, number>>): FileBytes {
  let perRow = format.key === 'csv' || format.key === 'jsonl' ? 1 : 0;
  for (const column of columns) perRow += cellSize(format, column, cellBytes[column.key]);
  if (format.key === 'csv') return { fixed: 3 + 1 + columns.reduce((sum, { title }) => sum + Buffer.byteLength(title) + 1, 0), perRow };
  if (format.key === 'jsonl') return { fixed: 0, perRow: perRow + 1 };
  return { fixed: FRAME.bytes + columns.length * FRAME.perColumn, perRow };
}

function cellSize(format: Format, { key, type }: Column, measured: number | undefined): number {
  if (measured === undefined) return format.bytesPerCell[type];
  if (format.key === 'csv') return measured + 1;
  if (format.key === 'jsonl') return Buffer.byteLength(key) + 4 + (type === 'number' || type === 'money' || type === 'boolean' ? measured : measured + 2);
  // Deflated: half the frame of the cell, and of long text what usually remains.
  return format.bytesPerCell[type] / 2 + measured * 0.35;
}
