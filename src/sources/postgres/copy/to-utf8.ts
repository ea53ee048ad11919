import { isUtf8 } from 'node:buffer';

const REPLACEMENT = Buffer.from('\uFFFD');

/** The same bytes with U+FFFD in the place of what is not UTF-8, and how often that was. */
export function toUtf8(bytes: Buffer): { readonly bytes: Buffer; readonly replaced: number } {
  if (isUtf8(bytes)) return { bytes, replaced: 0 };
  const text = Buffer.from(bytes.toString('utf8'), 'utf8');
  return { bytes: text, replaced: replacements(text) - replacements(bytes) };
}

function replacements(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(REPLACEMENT); at !== -1; at = bytes.indexOf(REPLACEMENT, at + REPLACEMENT.length)) count += 1;
  return count;
}
