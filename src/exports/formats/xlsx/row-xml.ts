import type { Cell, Column } from '#contract';
import { isExactNumber } from '../exact-number.ts';
import { looksLikeFormula } from '../../../core/csv/looks-like-formula.ts';
import type { CellCounts } from '../define-format.ts';
import { toCellText } from './cell-text.ts';
import { columnLetters } from './column-letters.ts';
import { dateSerial, momentSerial } from './excel-serial.ts';
import { STYLE } from './styles.ts';

const NAMED_CUTS = 100;

export type RowXml = {
  /** The header as row 1 of a sheet. */
  header(): string;
  /** Row `number` of a sheet; `dataRow` is its place in the whole file, counted from 1. */
  row(cells: readonly Cell[], number: number, dataRow: number): string;
  counts(): CellCounts;
};

/**
 * Rows as sheet XML. A cell is a number, a boolean or a text in place (`inlineStr`) and never a formula or a link,
 * whatever the value is (T43, T44). Nothing and the empty text are both no cell.
 */
export function createRowXml(columns: readonly Column[]): RowXml {
  const letters = columns.map((_, at) => `<c r="${columnLetters(at)}`);
  let neutralised = 0;
  let cut = 0;
  const cutPlaces: CellCounts['cutPlaces'][number][] = [];
  let replaced = 0;
  let keptAsText = 0;

  function textCell(start: string, value: string, place: { readonly at: number; readonly row: number }, isHeader: boolean): string {
    const text = toCellText(value);
    replaced += text.replaced;
    if (text.cut) {
      cut += 1;
      if (cutPlaces.length < NAMED_CUTS) cutPlaces.push({ row: place.row, column: columns[place.at]!.title, length: value.length });
    }
    const style = isHeader ? STYLE.header : styleOf(value);
    const attribute = style === STYLE.general ? '' : ` s="${style}"`;
    return `${start}"${attribute} t="inlineStr"><is><t${text.keepSpace ? ' xml:space="preserve"' : ''}>${text.xml}</t></is></c>`;
  }

  function styleOf(value: string): number {
    const first = value.charCodeAt(0);
    if (first >= 48 && first <= 57) return STYLE.text;
    if (!looksLikeFormula(value)) return STYLE.general;
    neutralised += 1;
    return STYLE.quoted;
  }

  return {
    header() {
      const cells = columns.map(({ title }, at) => (title === '' ? '' : textCell(`${letters[at]!}1`, title, { at, row: 0 }, true)));
      return `<row r="1">${cells.join('')}</row>`;
    },
    row(cells, number, dataRow) {
      const rowText = String(number);
      let xml = `<row r="${rowText}">`;
      for (let at = 0; at < columns.length; at += 1) {
        const value = cells[at] ?? null;
        if (value === null || value === '') continue;
        const start = letters[at]! + rowText;
        const { type } = columns[at]!;
        const typed = type === 'text' ? null : typedCell(start, value, type);
        if (typed !== null) {
          xml += typed;
          continue;
        }
        if (type !== 'text') keptAsText += 1;
        xml += textCell(start, value, { at, row: dataRow }, false);
      }
      return `${xml}</row>`;
    },
    counts: () => ({ neutralised, cut, cutPlaces, replaced, keptAsText }),
  };
}

/** Null when a typed cell would not show what the value says. */
function typedCell(start: string, value: string, type: Exclude<Column['type'], 'text'>): string | null {
  switch (type) {
    case 'number': return isExactNumber(value) ? `${start}"><v>${value}</v></c>` : null;
    case 'money': return isExactNumber(value) ? `${start}" s="${STYLE.money}"><v>${value}</v></c>` : null;
    case 'date': return serialCell(start, dateSerial(value), STYLE.date);
    case 'datetime': return serialCell(start, momentSerial(value), STYLE.dateTime);
    case 'boolean': {
      if (value !== 'true' && value !== 'false') return null;
      return `${start}" t="b"><v>${value === 'true' ? 1 : 0}</v></c>`;
    }
  }
}

function serialCell(start: string, serial: number | null, style: number): string | null {
  return serial === null ? null : `${start}" s="${style}"><v>${serial}</v></c>`;
}
