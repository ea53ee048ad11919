import type { Column } from '#contract';
import { putBytes } from './put-bytes.ts';
import { putDate } from './put-date.ts';
import { putMoment } from './put-moment.ts';
import { putPlainNumber } from './put-plain-number.ts';
import { putPlainText } from './put-plain-text.ts';
import { BROKEN, DOUBLED } from './split-row.ts';
import { STYLE } from './styles.ts';
import { DIGIT, SUSPECT, textStart } from './text-start.ts';

/** Bytes that a cell may take beside its text. */
export const CELL_ROOM = 128;
/** A text of no more bytes has no more characters than a cell may have. */
const LONGEST = 32_767;
const LAST_BLANK = 32;

const TEXT = bytesOf('" t="inlineStr"><is><t>');
const BROKEN_TEXT = bytesOf('" t="inlineStr"><is><t xml:space="preserve">');
const ID = bytesOf(`" s="${STYLE.text}" t="inlineStr"><is><t>`);
const BROKEN_ID = bytesOf(`" s="${STYLE.text}" t="inlineStr"><is><t xml:space="preserve">`);
const TEXT_END = bytesOf('</t></is></c>');
const NUMBER = bytesOf('"><v>');
const MONEY = bytesOf(`" s="${STYLE.money}"><v>`);
const DATE = bytesOf(`" s="${STYLE.date}"><v>`);
const MOMENT = bytesOf(`" s="${STYLE.dateTime}"><v>`);
const VALUE_END = bytesOf('</v></c>');
const TRUE = bytesOf('" t="b"><v>1</v></c>');
const FALSE = bytesOf('" t="b"><v>0</v></c>');
const [SMALL_T, SMALL_R, SMALL_U, SMALL_E, SMALL_F, SMALL_A, SMALL_L, SMALL_S] = [...'truefals'].map((letter) => letter.charCodeAt(0));

/**
 * Writes the XML of a field that is not empty, behind the cell's reference, to `at` of `out`, and gives the place
 * behind it. -1 for what only createCarefulCells can write, with an undefined part of it written.
 */
export function putPlainCell(type: Column['type'], lines: Uint8Array, from: number, to: number, mark: number, out: Uint8Array, at: number): number {
  if (type === 'text') return putText(lines, from, to, mark, out, at);
  if ((mark & DOUBLED) !== 0) return -1;
  switch (type) {
    case 'number': return putEnd(putPlainNumber(lines, from, to, out, putBytes(NUMBER, out, at)), out);
    case 'money': return putEnd(putPlainNumber(lines, from, to, out, putBytes(MONEY, out, at)), out);
    case 'date': return putEnd(putDate(lines, from, to, out, putBytes(DATE, out, at)), out);
    case 'datetime': return putEnd(putMoment(lines, from, to, out, putBytes(MOMENT, out, at)), out);
    case 'boolean': return putBoolean(lines, from, to, out, at);
  }
}

function putText(lines: Uint8Array, from: number, to: number, mark: number, out: Uint8Array, at: number): number {
  const start = textStart(lines, from);
  if (start === SUSPECT || to - from > LONGEST || lines[to - 1]! <= LAST_BLANK) return -1;
  const plain = start === DIGIT ? ID : TEXT;
  const broken = start === DIGIT ? BROKEN_ID : BROKEN_TEXT;
  const end = putPlainText(lines, from, to, out, putBytes((mark & BROKEN) === 0 ? plain : broken, out, at));
  return end === -1 ? -1 : putBytes(TEXT_END, out, end);
}

function putEnd(end: number, out: Uint8Array): number {
  return end === -1 ? -1 : putBytes(VALUE_END, out, end);
}

function putBoolean(lines: Uint8Array, from: number, to: number, out: Uint8Array, at: number): number {
  const size = to - from;
  if (size === 4 && lines[from] === SMALL_T && lines[from + 1] === SMALL_R && lines[from + 2] === SMALL_U && lines[from + 3] === SMALL_E) return putBytes(TRUE, out, at);
  const isFalse = size === 5 && lines[from] === SMALL_F && lines[from + 1] === SMALL_A && lines[from + 2] === SMALL_L && lines[from + 3] === SMALL_S && lines[from + 4] === SMALL_E;
  return isFalse ? putBytes(FALSE, out, at) : -1;
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
