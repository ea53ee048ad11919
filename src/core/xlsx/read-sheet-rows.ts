import { AppError } from '../errors/index.ts';
import { parseXml } from './parse-xml.ts';

/** The number a person sees beside the row, and its cells as text from column A on. */
export type SheetRow = { readonly number: number; readonly cells: readonly string[] };

const ESCAPED = /_x([0-9A-Fa-f]{4})_/g;
const REFERENCE = /^([A-Z]{1,3})(\d{1,7})$/;

/** The rows of a sheet that hold anything. Numbers are as short as they can be said, truth is `true` or `false`. Throws request.invalid, request.too_large. */
export async function* readSheetRows(pieces: AsyncIterable<Uint8Array>, { name: sheet, shared, columns }: { readonly name: string; readonly shared: readonly string[]; readonly columns: number }): AsyncGenerator<SheetRow, void, undefined> {
  let ready: SheetRow[] = [];
  let row = { number: 0, cells: [] as string[] };
  let cell: { readonly at: number; readonly type: string; readonly name: string; value: string } | null = null;
  let gathers = false;
  let spoken = 0;

  const told = {
    open(name: string, attribute: (name: string) => string | undefined): void {
      switch (name) {
        case 'row': row = { number: Number(attribute('r') ?? row.number + 1), cells: [] }; return;
        case 'c': {
          const reference = attribute('r');
          const at = reference === undefined ? row.cells.length : columnOf(reference);
          if (at >= columns) throw new AppError('request.too_large', { userMessage: `The sheet “${sheet}” has more than ${columns} columns.`, fix: 'Delete columns that were not in the list.' });
          cell = { at, type: attribute('t') ?? 'n', name: reference ?? '', value: '' };
          return;
        }
        case 'f': throw refuse(sheet, cell?.name ?? '', 'holds a formula', 'Replace formulas by their values (copy, then paste as values) and send the file again.');
        case 'rPh': spoken += 1; return;
        case 'v':
        case 't': gathers = cell !== null && spoken === 0;
      }
    },
    text(more: string): void {
      if (gathers && cell !== null) cell.value += more;
    },
    close(name: string): void {
      switch (name) {
        case 'v':
        case 't': gathers = false; return;
        case 'rPh': spoken -= 1; return;
        case 'c': {
          if (cell === null) return;
          const text = textOf(cell, shared, sheet);
          while (row.cells.length < cell.at) row.cells.push('');
          row.cells[cell.at] = text;
          cell = null;
          return;
        }
        case 'row': if (row.cells.some((text) => text !== '')) ready.push(row);
      }
    },
  };

  for await (const _ of parseXml(pieces, told)) {
    yield* ready;
    ready = [];
  }
}

function textOf({ type, value, name }: { readonly type: string; readonly value: string; readonly name: string }, shared: readonly string[], sheet: string): string {
  switch (type) {
    case 's': return unescape(shared[Number(value)] ?? '');
    case 'str':
    case 'inlineStr': return unescape(value);
    case 'b': return value === '1' ? 'true' : 'false';
    case 'e': throw refuse(sheet, name, `holds an error (${value.slice(0, 20)})`, 'Correct or empty the cell and send the file again.');
    case 'n': return value === '' || !Number.isFinite(Number(value)) ? value : plainNumber(Number(value));
    default: return value;
  }
}

/** As people write it: no exponent, where it can be without. */
function plainNumber(number: number): string {
  const text = String(number);
  return /e/i.test(text) && Number.isSafeInteger(number) ? BigInt(number).toString() : text;
}

/** The spreadsheet's own way to write what XML forbids. */
function unescape(text: string): string {
  return text.includes('_x') ? text.replaceAll(ESCAPED, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))) : text;
}

function columnOf(reference: string): number {
  const letters = REFERENCE.exec(reference)?.[1];
  if (letters === undefined) throw new AppError('request.invalid', { detail: 'a cell without a place' });
  let at = 0;
  for (const letter of letters) at = at * 26 + letter.charCodeAt(0) - 64;
  return at - 1;
}

function refuse(sheet: string, cell: string, what: string, fix: string): AppError {
  return new AppError('request.invalid', { userMessage: `Cell ${cell} of the sheet “${sheet}” ${what}.`, fix });
}
