import { expect, it } from 'vitest';
import type { Column, StartExportRequest } from '#contract';
import { namedLike } from '../../src/exports/named-like.ts';
import type { StoredSheet } from '../../src/exports/exports.store.ts';

const column = (key: string, title: string): Column => ({ key, title, type: 'text', sortable: false, operators: [] });
const query = (tableId: string, columns: string[]): StartExportRequest['query'] => ({ record: { objectTypeId: '0-2', objectId: '77' }, tableId, columns, filters: [] });

function sheet(tableId: string, keys: string[], columns: Column[], role: StoredSheet['role']): StoredSheet {
  return { sheet: 0, title: tableId, tableId, sourceTitle: 'HubSpot', query: query(tableId, keys), columns, plan: null, role, access: { rows: 'all', masked: [], hidden: [] }, shape: null };
}

it('names the columns of every table as they were in the file, also where two tables share a key in one flat sheet (S0.10)', () => {
  const deals = sheet('deals', ['name', 'amount'], [column('name', 'Opportunity'), column('amount', 'Net')], { kind: 'parent' });
  const items = sheet('items', ['name'], [column('name', 'Opportunity'), column('amount', 'Net'), column('related.name', 'Product')], { kind: 'flat', of: 0, by: 'associations' });
  const request = { query: query('deals', ['name', 'amount']), format: 'csv', joined: { layout: 'flat', tables: [{ tableId: 'items', columns: ['name'] }] } } as const;

  expect(namedLike({ ...request, joined: { layout: 'flat', tables: [{ tableId: 'items', columns: ['name'] }] } }, [deals, items])).toEqual({
    ...request, titles: { name: 'Opportunity', amount: 'Net' }, joined: { layout: 'flat', tables: [{ tableId: 'items', columns: ['name'], titles: { name: 'Product' } }] },
  });
});
