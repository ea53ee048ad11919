import { isUtf8 } from 'node:buffer';
import { DOUBLED } from './split-row.ts';

const REPLACEMENT = /\uFFFD/g;
const REPLACEMENT_BYTES = Buffer.from('\uFFFD');

/** A staged field as text; bytes that are no UTF-8 become U+FFFD and are counted. */
export function fieldText(lines: Uint8Array, from: number, to: number, mark: number): { readonly text: string; readonly replaced: number } {
  const bytes = Buffer.from(lines.buffer, lines.byteOffset + from, to - from);
  const raw = bytes.toString('utf8');
  const text = (mark & DOUBLED) === 0 ? raw : raw.replaceAll('""', '"');
  if (isUtf8(bytes)) return { text, replaced: 0 };
  let given = 0;
  for (let at = bytes.indexOf(REPLACEMENT_BYTES); at !== -1; at = bytes.indexOf(REPLACEMENT_BYTES, at + 1)) given += 1;
  return { text, replaced: (text.match(REPLACEMENT)?.length ?? 0) - given };
}
