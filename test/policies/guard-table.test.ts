import { expect, it } from 'vitest';
import { guardTable, MASK } from '../../src/policies/guard-table.ts';
import type { RecheckBatch, Source, SourceContext, SourceTable } from '../../src/sources/define-source.ts';
import { numbersSource } from '../support/numbers-source.ts';

it('rows of a second pass are masked like all others (S0.21)', async () => {
  const asked: (readonly string[])[] = [];
  const source: Source<unknown> = {
    ...numbersSource({ rows: 1, parts: 1, batch: 1 }),
    async *recheck(_context, query): AsyncIterable<RecheckBatch> {
      asked.push(query.columns);
      yield { rows: [{ key: '1', cells: query.columns.map((key) => `secret ${key}`) }, { key: '2', cells: null }], cursor: '2', calls: 1 };
    },
  };
  const column = (key: string) => ({ key, title: key, type: 'text' as const, sortable: false, operators: [] });
  const table: SourceTable = { key: 't', title: 'T', scope: 'portal', columns: [column('a'), column('b')], defaultColumns: ['a', 'b'], capabilities: { count: true, sort: false, filter: false, totals: false, export: true } };
  const { source: guarded, table: shown } = guardTable(source, table, { rows: 'all', masked: ['b'], hidden: [] }, null);

  const batches: RecheckBatch[] = [];
  const query = { table: shown, record: null, columns: ['a', 'b'], filters: [], sort: null };
  for await (const batch of guarded.recheck!({} as SourceContext<unknown>, query, '', null)) batches.push(batch);

  expect(asked).toEqual([['a']]);
  expect(batches.flatMap(({ rows }) => rows)).toEqual([{ key: '1', cells: ['secret a', MASK] }, { key: '2', cells: null }]);
});
