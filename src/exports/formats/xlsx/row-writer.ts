import type { Column } from '#contract';
import type { CellCounts } from '../define-format.ts';
import { createCarefulCells } from './careful-cells.ts';
import { columnLetters } from './column-letters.ts';
import { digitCount } from './digit-count.ts';
import { fieldText } from './field-text.ts';
import { makeRoom } from './piece.ts';
import type { Piece } from './piece.ts';
import { putBytes } from './put-bytes.ts';
import { putDigits } from './put-digits.ts';
import { CELL_ROOM, putPlainCell } from './put-plain-cell.ts';
import { putText } from './put-text.ts';
import { createRowFields, splitRow } from './split-row.ts';

/** Bytes that a character may take once it is escaped: a carriage return. */
const WIDEST = 7;

const encoder = new TextEncoder();
const ROW = encoder.encode('<row r="');
const ROW_OPENED = encoder.encode('">');
const ROW_END = encoder.encode('</row>');

export type RowWriter = {
  /** The header as row 1 of a sheet. */
  header(piece: Piece): void;
  /**
   * Writes the staged row that begins at `from` as row `number` of a sheet; `dataRow` is its place in the table, counted
   * from 1. Gives the place of the next row; -1, and nothing is written, when this one is not whole yet.
   */
  row(lines: Uint8Array, from: number, piece: Piece, number: number, dataRow: number): number;
  counts(): CellCounts;
};

/** Staged rows as sheet XML, from bytes to bytes. Nothing and the empty text are both no cell. */
export function createRowWriter(columns: readonly Column[]): RowWriter {
  const openings = columns.map((_, at) => encoder.encode(`<c r="${columnLetters(at)}`));
  const types = columns.map(({ type }) => type);
  const fields = createRowFields(columns.length);
  const careful = createCarefulCells(columns);
  let misread = 0;

  function carefulCell(lines: Uint8Array, column: number, piece: Piece, dataRow: number): void {
    const { text, replaced } = fieldText(lines, fields.starts[column]!, fields.ends[column]!, fields.marks[column]!);
    misread += replaced;
    putText(careful.cell(column, text, dataRow), piece);
  }

  return {
    header(piece) {
      const cells = columns.map(({ title }, at) => (title === '' ? '' : `<c r="${columnLetters(at)}1${careful.header(at)}`));
      putText(`<row r="1">${cells.join('')}</row>`, piece);
    },
    row(lines, from, piece, number, dataRow) {
      const next = splitRow(lines, from, fields);
      if (next === -1) return -1;
      const digits = digitCount(number);
      makeRoom(piece, CELL_ROOM);
      piece.at = putBytes(ROW_OPENED, piece.bytes, putDigits(number, digits, piece.bytes, putBytes(ROW, piece.bytes, piece.at)));
      for (let column = 0; column < types.length; column += 1) {
        const start = fields.starts[column]!;
        const end = fields.ends[column]!;
        if (start === end) continue;
        makeRoom(piece, CELL_ROOM + (end - start) * WIDEST);
        const { bytes } = piece;
        const reference = putDigits(number, digits, bytes, putBytes(openings[column]!, bytes, piece.at));
        const behind = putPlainCell(types[column]!, lines, start, end, fields.marks[column]!, bytes, reference);
        piece.at = behind === -1 ? reference : behind;
        if (behind === -1) carefulCell(lines, column, piece, dataRow);
      }
      makeRoom(piece, CELL_ROOM);
      piece.at = putBytes(ROW_END, piece.bytes, piece.at);
      return next;
    },
    counts() {
      const counts = careful.counts();
      return { ...counts, replaced: counts.replaced + misread };
    },
  };
}
