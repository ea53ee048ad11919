import type { ColumnKind } from './column-kind.ts';

/**
 * How a value as the server wrote it becomes a cell; null: as it is. Numbers keep every digit; NaN, Infinity,
 * infinity and dates before the year 1 or after 9999 keep Postgres's own words, since ISO 8601 has none for them.
 */
export function decoderOf(kind: ColumnKind): ((text: string) => string) | null {
  switch (kind) {
    case 'boolean': return (text) => (text === 't' ? 'true' : 'false');
    case 'timestamptz': return (text) => (isUsual(text) && text.endsWith('+00') ? `${isoMilliseconds(text.slice(0, -3))}Z` : text);
    case 'timestamp': return (text) => (isUsual(text) && !text.endsWith('BC') ? isoMilliseconds(text) : text);
    default: return null;
  }
}

/** YYYY-MM-DD HH:MM:SS[.ffffff] at the start. */
function isUsual(text: string): boolean {
  return text.length >= 19 && text[4] === '-' && text[10] === ' ';
}

function isoMilliseconds(text: string): string {
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${text.slice(20, 23).padEnd(3, '0')}`;
}
