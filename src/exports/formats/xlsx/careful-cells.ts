import type { Column } from '#contract';
import type { CellCounts } from '../define-format.ts';
import { isExactNumber } from '../exact-number.ts';
import { looksLikeFormula } from '../../../core/csv/looks-like-formula.ts';
import { toCellText } from './cell-text.ts';
import { dateSerial, momentSerial } from './excel-serial.ts';
import { STYLE } from './styles.ts';

const NAMED_CUTS = 100;

export type CarefulCells = {
  /** The XML of a cell behind its reference; `row` is its place among the rows of the table, from 1. `value` is not empty. */
  cell(column: number, value: string, row: number): string;
  header(column: number): string;
  counts(): CellCounts;
};

/**
 * Cells as sheet XML, whatever their value is: a number, a boolean or a text in place (`inlineStr`), never a formula or
 * a link (T43, T44). What is to be written is decided here; the `put…` functions write the plain cases just so, faster.
 */
export function createCarefulCells(columns: readonly Column[]): CarefulCells {
  let neutralised = 0;
  let cut = 0;
  const cutPlaces: CellCounts['cutPlaces'][number][] = [];
  let replaced = 0;
  let keptAsText = 0;

  function textCell(value: string, column: number, row: number, style: number): string {
    const text = toCellText(value);
    replaced += text.replaced;
    if (text.cut) {
      cut += 1;
      if (cutPlaces.length < NAMED_CUTS) cutPlaces.push({ row, column: columns[column]!.title, length: value.length });
    }
    const attribute = style === STYLE.general ? '' : ` s="${style}"`;
    return `"${attribute} t="inlineStr"><is><t${text.keepSpace ? ' xml:space="preserve"' : ''}>${text.xml}</t></is></c>`;
  }

  function styleOf(value: string): number {
    const first = value.charCodeAt(0);
    if (first >= 48 && first <= 57) return STYLE.text;
    if (!looksLikeFormula(value)) return STYLE.general;
    neutralised += 1;
    return STYLE.quoted;
  }

  return {
    header: (column) => textCell(columns[column]!.title, column, 0, STYLE.header),
    cell(column, value, row) {
      const { type } = columns[column]!;
      const typed = type === 'text' ? null : typedCell(value, type);
      if (typed !== null) return typed;
      if (type !== 'text') keptAsText += 1;
      return textCell(value, column, row, styleOf(value));
    },
    counts: () => ({ neutralised, cut, cutPlaces, replaced, keptAsText }),
  };
}

/** Null when a typed cell would not show what the value says. */
function typedCell(value: string, type: Exclude<Column['type'], 'text'>): string | null {
  switch (type) {
    case 'number': return isExactNumber(value) ? `"><v>${value}</v></c>` : null;
    case 'money': return isExactNumber(value) ? `" s="${STYLE.money}"><v>${value}</v></c>` : null;
    case 'date': return serialCell(dateSerial(value), STYLE.date);
    case 'datetime': return serialCell(momentSerial(value), STYLE.dateTime);
    case 'boolean': {
      if (value !== 'true' && value !== 'false') return null;
      return `" t="b"><v>${value === 'true' ? 1 : 0}</v></c>`;
    }
  }
}

function serialCell(serial: string | null, style: number): string | null {
  return serial === null ? null : `" s="${style}"><v>${serial}</v></c>`;
}
