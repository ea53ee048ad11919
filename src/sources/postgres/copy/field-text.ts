import { QUOTE } from './byte-classes.ts';

/** The value of one field of COPY's CSV; null when nothing stands there. */
export function fieldText(bytes: Buffer, start: number, end: number): string | null {
  if (start === end) return null;
  if (bytes[start] !== QUOTE) return bytes.toString('utf8', start, end);
  return bytes.toString('utf8', start + 1, end - 1).replaceAll('""', '"');
}
