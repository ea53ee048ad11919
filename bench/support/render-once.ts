import { createHash } from 'node:crypto';
import type { Cell, Column } from '#contract';
import { createCsvLines } from '../../src/core/csv/create-csv-lines.ts';
import { formatOf } from '../../src/exports/formats/format-of.ts';

/**
 * `node bench/support/render-once.ts <rows> <format>`: one render of 20 mixed columns in a process of its own, so that
 * the peak is this render's alone. Rows are made as they are asked for, as chunks bring them; the time to make them is
 * taken off. Prints one line of JSON.
 */
const ROWS = Number(process.argv[2] ?? 200_000);
const FORMAT = (process.argv[3] ?? 'xlsx') as 'csv' | 'xlsx' | 'jsonl';
const BATCH = 2_000;

const TYPES: readonly Column['type'][] = [
  'text', 'text', 'text', 'text', 'text', 'text', 'text', 'text', 'number', 'number', 'number', 'number', 'money', 'money', 'money', 'date', 'date', 'datetime', 'datetime', 'boolean',
];
const COLUMNS: Column[] = TYPES.map((type, at) => ({ key: `c${at}`, title: `Column ${at}`, type, sortable: false, operators: [] }));
const WORDS = ['open', 'shipped', 'cancelled', 'Grüße aus Köln', 'R&D <north>', 'two\nlines', '=1+1', 'plain words of usual length'];

function cell(row: number, at: number): Cell {
  const mixed = (Math.imul(row + 1, 2654435761) ^ Math.imul(at + 7, 40503)) >>> 0;
  if (mixed % 31 === 0) return null;
  switch (TYPES[at]!) {
    case 'text': return at === 0 ? `SO-${String(row).padStart(7, '0')}` : at < 4 ? WORDS[mixed % WORDS.length]! : `${WORDS[mixed % WORDS.length]!} ${mixed % 100_000}`;
    case 'number': return String(mixed % 1_000_000);
    case 'money': return `${mixed % 100_000}.${String(mixed % 100).padStart(2, '0')}`;
    case 'date': return `20${10 + (mixed % 15)}-0${1 + (mixed % 9)}-${10 + (mixed % 18)}`;
    case 'datetime': return `20${10 + (mixed % 15)}-0${1 + (mixed % 9)}-${10 + (mixed % 18)}T${10 + (mixed % 12)}:${10 + (mixed % 49)}:${10 + (mixed % 49)}.${100 + (mixed % 900)}Z`;
    case 'boolean': return mixed % 2 === 0 ? 'true' : 'false';
  }
}

let making = 0;
async function* rows(): AsyncIterable<Cell[][]> {
  for (let from = 0; from < ROWS; from += BATCH) {
    const began = performance.now();
    const batch = Array.from({ length: Math.min(BATCH, ROWS - from) }, (_, index) => COLUMNS.map((_column, at) => cell(from + index, at)));
    making += performance.now() - began;
    yield batch;
  }
}

const began = performance.now();
const format = formatOf(FORMAT);
const writer = createCsvLines(COLUMNS, format.dialect({}));
async function* lines(): AsyncIterable<Uint8Array> {
  for await (const batch of rows()) yield Buffer.from(batch.map((row) => writer.line(row)).join(''), 'utf8');
}
const staged = { rows: ROWS, neutralised: 0, replaced: 0 };
const rendered = format.render({ sheets: [{ title: 'Bench', columns: COLUMNS, dialect: format.dialect({}), rows, lines, staged }], options: {} });
const hash = createHash('sha256');
let bytes = 0;
for await (const piece of rendered.body) {
  bytes += piece.length;
  hash.update(piece);
}
const seconds = (performance.now() - began) / 1000;
const [written] = rendered.summary().rows;
if (written !== ROWS) throw new Error(`${written} of ${ROWS} rows were written`);
const { user, system } = process.cpuUsage();
console.log(JSON.stringify({
  rowsPerSecond: ROWS / (seconds - making / 1000),
  cpuSeconds: (user + system) / 1e6,
  bytes,
  peakMb: process.resourceUsage().maxRSS / 1024,
  sha256: hash.digest('hex'),
}));
