import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Caller } from '../../access/index.ts';
import type { TokenKeys } from '../../context/index.ts';

/** Characters of one value's mark: of 16 million wrong values one looks like the right one. */
const VALUE_CHARS = 4;
/** Stands for a value that the list does not show. */
const NOT_SHOWN = '~'.repeat(VALUE_CHARS);
const MARK = /^(\d{1,9})\.(\d{1,9})\.((?:[\w~-]{4})*)\.([\w-]{16})$/;

export type MarkOf = { readonly caller: Pick<Caller, 'portalId' | 'userId'>; readonly jobId: string };
export type RowMark = { readonly sheet: number; readonly place: number; /** By the sheet's columns, in their order; empty where the row was not shown. */ readonly shown: readonly (string | null)[] };

/**
 * The signed mark of one row in a list: which left-out row of whose export it is, and what the list shows of it. So a list
 * may lose lines and change their order, and nobody's other list passes for it (T13, T53).
 */
export function sealRow({ current }: TokenKeys, of: MarkOf, { sheet, place, shown }: RowMark): string {
  const text = `${sheet}.${place}.${shown.map((mark) => mark ?? NOT_SHOWN).join('')}`;
  return `${text}.${sign(current, of, text)}`;
}

/** What the mark says; null for one that was changed, or is of another list. */
export function openRow({ all }: TokenKeys, of: MarkOf, mark: string): RowMark | null {
  const found = MARK.exec(mark);
  if (found === null) return null;
  const [, sheet = '', place = '', shown = '', signature = ''] = found;
  const text = `${sheet}.${place}.${shown}`;
  if (!all.some((key) => timingSafeEqual(Buffer.from(sign(key, of, text)), Buffer.from(signature)))) return null;
  const marks = Array.from({ length: shown.length / VALUE_CHARS }, (_, at) => shown.slice(at * VALUE_CHARS, (at + 1) * VALUE_CHARS));
  return { sheet: Number(sheet), place: Number(place), shown: marks.map((one) => (one === NOT_SHOWN ? null : one)) };
}

/** The mark of a value that a list shows. */
export function markValue({ current }: TokenKeys, column: string, value: string): string {
  return markBy(current, column, value);
}

/** Whether the value is the one that was marked, but for the ends of lines and the space around it. */
export function isMarked({ all }: TokenKeys, column: string, value: string, mark: string): boolean {
  return all.some((key) => markBy(key, column, value) === mark);
}

function markBy(key: Uint8Array, column: string, value: string): string {
  const plain = value.replaceAll(/\r\n?/g, '\n').trim();
  return createHmac('sha256', key).update(`siderail:repair-value\0${column}\0${plain}`).digest('base64url').slice(0, VALUE_CHARS);
}

function sign(key: Uint8Array, { caller, jobId }: MarkOf, text: string): string {
  return createHmac('sha256', key).update(`siderail:repair-row\0${caller.portalId}\0${caller.userId}\0${jobId}\0${text}`).digest('base64url').slice(0, 16);
}
