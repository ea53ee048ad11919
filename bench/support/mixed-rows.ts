import type { Cell, Column } from '#contract';

const TYPES: readonly Column['type'][] = [
  'text', 'text', 'text', 'text', 'text', 'text', 'text', 'text', 'number', 'number', 'number', 'number', 'money', 'money', 'money', 'date', 'date', 'datetime', 'datetime', 'boolean',
];
const WORDS = ['open', 'shipped', 'cancelled', 'Grüße aus Köln', 'R&D <north>', 'two\nlines', '=1+1', 'plain words of usual length'];

/** 20 columns of every type. */
export const MIXED_COLUMNS: readonly Column[] = TYPES.map((type, at) => ({ key: `c${at}`, title: `Column ${at}`, type, sortable: false, operators: [] }));

/** Row `row` of a table that is the same every time; one cell of 31 is null. */
export function mixedRow(row: number): Cell[] {
  return TYPES.map((type, at) => cell(row, at, type));
}

function cell(row: number, at: number, type: Column['type']): Cell {
  const mixed = (Math.imul(row + 1, 2654435761) ^ Math.imul(at + 7, 40503)) >>> 0;
  if (mixed % 31 === 0) return null;
  const day = `20${10 + (mixed % 15)}-0${1 + (mixed % 9)}-${10 + (mixed % 18)}`;
  switch (type) {
    case 'text': return at === 0 ? `SO-${String(row).padStart(7, '0')}` : WORDS[mixed % WORDS.length]! + (at < 4 ? '' : ` ${mixed % 100_000}`);
    case 'number': return String(mixed % 1_000_000);
    case 'money': return `${mixed % 100_000}.${String(mixed % 100).padStart(2, '0')}`;
    case 'date': return day;
    case 'datetime': return `${day}T${10 + (mixed % 12)}:${10 + (mixed % 49)}:${10 + (mixed % 49)}.${100 + (mixed % 900)}Z`;
    case 'boolean': return mixed % 2 === 0 ? 'true' : 'false';
  }
}
