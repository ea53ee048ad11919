import { describe, expect, it } from 'vitest';
import type { TableQuery } from '#contract';
import { checkQuery } from '../../src/connections/check-query.ts';
import { parseTableId } from '../../src/core/ids/table-id.ts';
import type { SourceTable } from '../../src/sources/define-source.ts';

const TABLE: SourceTable = {
  key: 'orders', title: 'Orders', scope: 'record', defaultColumns: ['id', 'net'],
  columns: [
    { key: 'id', title: 'ID', type: 'text', sortable: true, operators: ['eq'] },
    { key: 'net', title: 'Net', type: 'money', sortable: true, operators: ['gt', 'lt', 'empty'] },
    { key: 'day', title: 'Day', type: 'date', sortable: false, operators: ['gte'] },
  ],
  capabilities: { count: true, sort: true, filter: true, totals: true, export: true },
};
const QUERY: TableQuery = { record: { objectTypeId: '0-2', objectId: '5' }, tableId: 'x', columns: [], filters: [] };

function codeOf(work: () => unknown): string | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    return (error as { code: string }).code;
  }
}

describe('a query from a card', () => {
  it('gets the default columns when it names none', () => {
    expect(checkQuery(TABLE, QUERY).columns).toEqual(['id', 'net']);
  });

  it('is refused with an unknown or repeated column (S0.20)', () => {
    for (const columns of [['nope'], ['id', 'id'], ['__proto__'], ['constructor']]) {
      expect(codeOf(() => checkQuery(TABLE, { ...QUERY, columns }))).toBe('column.unknown');
    }
  });

  it('is refused with a filter the column does not have, without a value, or with one that does not fit (S0.20)', () => {
    const filters = [
      { column: 'nope', operator: 'eq', value: '1' }, { column: 'id', operator: 'gt', value: '1' }, { column: 'net', operator: 'gt' },
      { column: 'net', operator: 'gt', value: '1;drop table' }, { column: 'net', operator: 'gt', value: '1e400' }, { column: 'day', operator: 'gte', value: '2026-13-45' },
      { column: 'id', operator: 'eq', value: 'a\0b' },
    ] as const;
    for (const filter of filters) expect(codeOf(() => checkQuery(TABLE, { ...QUERY, filters: [filter] })), JSON.stringify(filter)).toBe('filter.invalid');
    expect(codeOf(() => checkQuery(TABLE, { ...QUERY, filters: [{ column: 'net', operator: 'empty' }] }))).toBeUndefined();
  });

  it('is refused with a sort the table cannot do (S0.20)', () => {
    expect(codeOf(() => checkQuery(TABLE, { ...QUERY, sort: { column: 'day', direction: 'ascending' } }))).toBe('sort.invalid');
    expect(codeOf(() => checkQuery({ ...TABLE, capabilities: { ...TABLE.capabilities, sort: false } }, { ...QUERY, sort: { column: 'id', direction: 'ascending' } }))).toBe('sort.invalid');
  });

  it('names its table in one form only (T13)', () => {
    expect(parseTableId('business-database:orders@record')).toEqual({ connection: 'business-database', table: 'orders', scope: 'record' });
    for (const text of ['', 'orders', 'a:b', 'a:b@c', 'A:b@record', 'a:b@record@portal', '../x:y@record', 'a:b c@record']) expect(codeOf(() => parseTableId(text)), text).toBe('table.unknown');
  });
});
