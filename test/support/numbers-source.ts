import { z } from 'zod';
import type { Row } from '#contract';
import { createCsvLines } from '../../src/core/csv/create-csv-lines.ts';
import { AppError } from '../../src/core/errors/index.ts';
import { defineSource } from '../../src/sources/define-source.ts';
import type { Source, SourceBatch, SourceLines, SourceTable } from '../../src/sources/define-source.ts';

export type NumbersSource = Source<unknown> & {
  /** Every position that was read, in the order of reading; shows what was read twice. */
  readonly reads: string[];
  /** Called before each batch; may wait, throw or never return. */
  beforeBatch: (part: number, from: number, signal: AbortSignal) => Promise<void>;
};

const TABLE: SourceTable = {
  key: 'numbers', title: 'Numbers', scope: 'record', defaultColumns: ['n', 'name'],
  columns: [
    { key: 'n', title: 'Number', type: 'number', sortable: false, operators: [] },
    { key: 'name', title: 'Name', type: 'text', sortable: false, operators: [] },
  ],
  capabilities: { count: true, sort: false, filter: false, totals: false, export: true },
};

/** A source with `rows` rows in `parts` parts, known by heart, that can be slowed, broken and watched. Stands in for HubSpot's. */
export function numbersSource(options: { readonly rows: number; readonly parts: number; readonly batch: number; readonly secondsEach?: number; readonly skip?: number; /** Writes lines itself, as databases do. */ readonly lines?: true }): NumbersSource {
  const { rows, parts, batch } = options;
  const reads: string[] = [];
  const size = Math.ceil(rows / parts);
  const source = defineSource<unknown>({
    key: 'hubspot',
    title: 'Numbers',
    config: z.unknown(),
    tables: async () => [TABLE],
    page: async (_context, query, { cursor, size: wanted }) => {
      const from = Number(cursor ?? 0);
      const found: Row[] = [];
      for (let n = from; n < Math.min(rows, from + wanted); n += 1) found.push({ key: String(n), cells: query.columns.map((key) => (key === 'n' ? String(n) : `name ${n}`)) });
      return { rows: found, next: from + wanted < rows ? String(from + wanted) : null };
    },
    count: async () => rows,
    totals: async () => null,
    rows: async (_context, query, keys) => keys.filter((key) => Number(key) < rows).map((key) => ({ key, cells: query.columns.map((name) => (name === 'n' ? key : `name ${key}`)) })),
    estimate: (_context, _query, count) => ({ seconds: options.secondsEach === undefined ? 0 : count * options.secondsEach, apiCalls: Math.ceil(count / batch) }),
    plan: async () => ({
      strategy: 'numbers', why: 'they are known', consistency: 'they never change', concurrency: 2, expectedRows: rows,
      parts: Array.from({ length: parts }, (_, part) => `${part * size}-${Math.min(rows, (part + 1) * size)}`),
    }),
    async *read(context, _query, part, cursor): AsyncIterable<SourceBatch> {
      const [start, end] = part.split('-').map(Number) as [number, number];
      for (let from = Number(cursor ?? start); from < end; from += batch) {
        await made.beforeBatch(Math.floor(start / size), from, context.signal);
        context.signal.throwIfAborted();
        reads.push(String(from));
        const upTo = Math.min(end, from + batch);
        const numbers = Array.from({ length: upTo - from }, (_, index) => from + index);
        const kept = numbers.filter((n) => n !== options.skip);
        yield {
          rows: kept.map((n) => [String(n), `name ${n}`]), cursor: String(upTo), upstream: numbers.length, calls: 1,
          skipped: kept.length === numbers.length ? [] : [{ key: String(options.skip), reason: 'deleted during the read' }],
        };
      }
    },
  });
  async function* lines(...[context, query, part, cursor, dialect]: Parameters<NonNullable<NumbersSource['lines']>>): AsyncIterable<SourceLines> {
    for await (const { rows: cells, keys: _keys, ...batch } of source.read(context, query, part, cursor)) {
      const writer = createCsvLines(TABLE.columns, dialect);
      const body = Buffer.from(cells.map((row) => writer.line(row)).join(''), 'utf8');
      yield { body: (async function* () { yield body; })(), summary: () => ({ ...batch, rows: cells.length, ...writer.counts() }) };
    }
  }
  const made: NumbersSource = { ...source, ...(options.lines === undefined ? {} : { lines }), reads, beforeBatch: async () => undefined };
  return made;
}

/** What the file of such a source must be, byte for byte. */
export function expectedNumbers(rows: number): string {
  let text = '\uFEFFNumber,Name\r\n';
  for (let n = 0; n < rows; n += 1) text += `${n},name ${n}\r\n`;
  return text;
}

export function brokenSource(): AppError {
  return new AppError('source.refused', { detail: 'scripted failure' });
}
