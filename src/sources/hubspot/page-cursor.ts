import { AppError } from '../../core/errors/index.ts';

/** `list`: HubSpot's own cursor. `ids`: behind this record id. `search`: offset. */
export type CursorKind = 'list' | 'ids' | 'search';

const SHAPES: Readonly<Record<CursorKind, RegExp>> = { list: /^list:([\w=+/%-]{1,200})$/, ids: /^ids:([1-9]\d{0,18})$/, search: /^search:(\d{1,6})$/ };

/** The position inside a page cursor of this kind, null for the first page. Throws `page.invalid`. */
export function readPageCursor(kind: CursorKind, cursor: string | null): string | null {
  if (cursor === null) return null;
  const position = SHAPES[kind].exec(cursor)?.[1];
  if (position === undefined) throw new AppError('page.invalid', { detail: `not a ${kind} cursor` });
  return position;
}

export function writePageCursor(kind: CursorKind, position: string | null): string | null {
  return position === null ? null : `${kind}:${position}`;
}
