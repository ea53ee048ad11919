import type { ColumnType } from '#contract';
import type { Findings } from './findings.ts';
import { isDay, isMoment } from './is-moment.ts';
import { keepsDouble } from './keeps-double.ts';

export type TypedColumn = Exclude<ColumnType, 'text'>;
export type Counting = { -readonly [Field in keyof Findings]: Findings[Field] };

const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const UPPER_Z = 0x5a;
/** Digits that a double keeps whatever they are; sign and point counted too, to be on the safe side. */
const EXACT_BYTES = 15;
const OTHER_NUMBER = /^(?:-?(?:0|[1-9]\d*)(?:\.\d+)?[eE][+-]?\d+|NaN|-?Infinity)$/;
const TRUE = Buffer.from('true');
const FALSE = Buffer.from('false');

/**
 * Counts what the value in bytes[start, end) is for its column. Only the one usual way to write a value has a place in
 * a type: DuckDB's casts would also take blanks, underscores, leading zeros and much else, and lose them.
 */
export function lookAtValue(type: TypedColumn, found: Counting, bytes: Buffer, start: number, end: number): void {
  found.values += 1;
  switch (type) {
    case 'number': return lookAtNumber(found, bytes, start, end, true);
    case 'money': return lookAtNumber(found, bytes, start, end, false);
    case 'date':
      if (end - start !== 10 || !isDay(bytes, start)) found.strange += 1;
      return;
    case 'datetime': {
      const zone = bytes[end - 1] === UPPER_Z;
      if (!isMoment(bytes, start, zone ? end - 1 : end)) found.strange += 1;
      else if (!zone) found.other += 1;
      return;
    }
    case 'boolean':
      if (!isWord(TRUE, bytes, start, end) && !isWord(FALSE, bytes, start, end)) found.strange += 1;
      return;
  }
  return type satisfies never;
}

function lookAtNumber(found: Counting, bytes: Buffer, start: number, end: number, isNumber: boolean): void {
  const first = bytes[start] === MINUS ? start + 1 : start;
  let at = first;
  while (bytes[at]! >= ZERO && bytes[at]! <= NINE) at += 1;
  const whole = at - first;
  let scale = 0;
  if (bytes[at] === POINT && at < end) {
    const point = at;
    for (at += 1; bytes[at]! >= ZERO && bytes[at]! <= NINE;) at += 1;
    scale = at - point - 1;
    if (scale === 0) at = -1;
  }
  if (at !== end || whole === 0 || (whole > 1 && bytes[first] === ZERO)) return lookAtOther(found, bytes, start, end, isNumber);

  if (whole > found.whole) found.whole = whole;
  if (scale > found.scale) found.scale = scale;
  if (isNumber && end - start > EXACT_BYTES && !keepsDouble(bytes.toString('latin1', start, end))) found.inexact += 1;
}

function lookAtOther(found: Counting, bytes: Buffer, start: number, end: number, isNumber: boolean): void {
  const text = bytes.toString('latin1', start, end);
  if (!isNumber || !OTHER_NUMBER.test(text)) {
    found.strange += 1;
    return;
  }
  found.other += 1;
  if (!keepsDouble(text)) found.inexact += 1;
}

function isWord(word: Buffer, bytes: Buffer, start: number, end: number): boolean {
  if (end - start !== word.length) return false;
  for (let at = 0; at < word.length; at += 1) if (bytes[start + at] !== word[at]) return false;
  return true;
}
