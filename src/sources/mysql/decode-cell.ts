import type { MappedColumn } from './mapped-table.ts';

/**
 * How a value as the server wrote it becomes a cell; null: as it is. Numbers keep every digit; zero dates and days
 * that do not exist (0000-00-00, 2026-02-31) keep the server's own words, since ISO 8601 has none for them.
 */
export function decoderOf(column: MappedColumn): ((text: string) => string) | null {
  if (column.shown.type === 'boolean') return (text) => (/^-?0+$/.test(text) ? 'false' : 'true');
  switch (column.stored.kind) {
    case 'timestamp': return (text) => (isInstant(text) ? `${isoMilliseconds(text)}Z` : text);
    case 'datetime': return (text) => (isInstant(text) ? isoMilliseconds(text) : text);
    default: return null;
  }
}

/** YYYY-MM-DD HH:MM:SS[.ffffff] of a day that exists. */
function isInstant(text: string): boolean {
  if (text.length < 19 || text[10] !== ' ') return false;
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8, 10))];
  if (year === 0 || month === 0 || day === 0) return false;
  return day <= 28 || day <= new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
}

function isoMilliseconds(text: string): string {
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${text.slice(20, 23).padEnd(3, '0')}`;
}
