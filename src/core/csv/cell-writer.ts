import type { LineDialect } from './line-dialect.ts';
import { looksLikeFormula } from './looks-like-formula.ts';

const NUMBER = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;
// Every delimiter we offer, whichever is in use: the file may be opened under another one (T43).
const QUOTED = /[",;\r\n\t]|^\s|\s$/;
const QUOTED_STAGING = /[",\r\n]/;
const LONE_SURROGATE = /\p{Cs}/gu;

/** Cells that got an apostrophe, and lone surrogates that became U+FFFD. */
export type CellChanges = { neutralised: number; replaced: number };

/** A cell as it stands in a line; `numeric`: its column holds numbers. What had to be changed is added to `changes`. */
export type WriteCell = (value: string | null, numeric: boolean, changes: CellChanges) => string;

export function cellWriter(dialect: LineDialect): WriteCell {
  return dialect.kind === 'file' ? fileCell : stagedCell;
}

function fileCell(value: string | null, numeric: boolean, changes: CellChanges): string {
  if (value === null) return '';
  if (numeric && NUMBER.test(value)) return value;
  let text = wellFormed(value, changes);
  if (looksLikeFormula(text)) {
    text = `'${text}`;
    changes.neutralised += 1;
  }
  return QUOTED.test(text) ? quote(text) : text;
}

function stagedCell(value: string | null, _numeric: boolean, changes: CellChanges): string {
  if (value === null) return '';
  const text = wellFormed(value, changes);
  return text === '' || QUOTED_STAGING.test(text) ? quote(text) : text;
}

function wellFormed(text: string, changes: CellChanges): string {
  if (text.isWellFormed()) return text;
  changes.replaced += text.match(LONE_SURROGATE)?.length ?? 0;
  return text.toWellFormed();
}

function quote(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
