import { describe, expect, it } from 'vitest';
import type { PartnerRows, PartnerSearch, RecordLink, Source, SourceContext, SourceQuery } from '../../src/sources/define-source.ts';

/** Tables for both kinds of databases: `customers` of one row per customer, and orders that only know an address. */
export const PARTNER_TABLES = [
  {
    key: 'orders', title: 'Orders', table: 'orders', rowKey: 'id', portal: true,
    links: [
      { objectTypeId: '0-2', property: 'erp_id', column: 'customer_id' },
      { objectTypeId: '0-2', property: 'domain', column: 'customer_id', through: { table: 'customers', key: 'id', match: 'domain' } },
    ],
  },
  { key: 'mails', title: 'Mail orders', table: 'mail_orders', rowKey: 'id', links: [{ objectTypeId: '0-2', property: 'email', column: 'customer_email' }] },
];

/** SQL for them. Names hold what breaks careless patterns and statements. */
export const PARTNER_SQL = [
  'create table customers (id bigint primary key, external_id varchar(20), domain varchar(100), name varchar(100))',
  'create table orders (id bigint primary key, customer_id bigint, note varchar(20))',
  'create table mail_orders (id bigint primary key, customer_email varchar(100), customer_name varchar(100))',
  `insert into customers values (1, 'C-0001', 'acme.example', 'Acme Corporation'), (2, 'C-0002', null, 'ACME Logistics'), (3, null, 'twin.example', 'Twin'), (4, null, 'twin.example', '100% O''Brien; drop table orders'), (5, 'C-0005', '', '')`,
  `insert into orders values (11, 1, 'a'), (12, 1, 'b'), (21, 2, 'c'), (31, 3, 'd'), (41, 4, 'e'), (91, null, 'f')`,
  `insert into mail_orders values (1, 'maria@acme.example', 'Maria'), (2, 'maria@acme.example', 'Maria J'), (3, 'joe@other.example', 'Joe'), (4, null, 'Nobody')`,
];

export type PartnerWorld<Config> = {
  readonly source: () => Source<Config>;
  /** The same with at most three rows compared. */
  readonly narrow: () => Source<Config>;
  readonly context: (given: { properties?: Record<string, string>; recordLink?: () => Promise<RecordLink> }) => SourceContext<Config>;
  readonly query: (context: SourceContext<Config>, table: string) => Promise<SourceQuery>;
};

/** What every source of a database promises about partners and links. */
export function partnerBattery<Config>(name: string, { source, narrow, context: contextOf, query: queryOf }: PartnerWorld<Config>): void {
  async function search(wanted: PartnerSearch, properties: Record<string, string> = {}, table = 'orders', from = source()): Promise<PartnerRows> {
    const context = contextOf({ properties });
    return from.partners!(context, await queryOf(context, table), wanted);
  }

  async function rowsOf(link: RecordLink, properties: Record<string, string> = {}, table = 'orders'): Promise<{ keys: string[]; count: number | null }> {
    const context = contextOf({ properties, recordLink: async () => link });
    const query = await queryOf(context, table);
    const page = await source().page(context, query, { cursor: null, size: 50 });
    return { keys: page.rows.map(({ key }) => key).sort(), count: await source().count(context, query) };
  }

  describe(`${name}: what a record may be linked to (C3)`, () => {
    it('is told by the columns that look like a customer’s, and by the linked ones', async () => {
      const context = contextOf({});

      expect((await queryOf(context, 'orders')).table.partner).toMatchObject({ title: 'Customers', fields: { externalId: 'external_id', domain: 'domain', name: 'name' }, exclusive: true, idProperty: null, table: null });
      expect((await queryOf(context, 'mails')).table.partner).toMatchObject({ title: 'Customer email', fields: { email: 'customer_email', name: 'customer_name' }, table: 'mails' });
    });

    it('is found by parts of its fields, what holds more of them first, each once', async () => {
      const found = await search({ by: 'terms', terms: [{ field: 'name', contains: 'acme', weight: 4 }, { field: 'domain', contains: 'acme.example', weight: 9 }, { field: 'externalId', contains: 'c-0002', weight: 3 }] });
      const mails = await search({ by: 'terms', terms: [{ field: 'email', contains: '@acme.example', weight: 4 }] }, {}, 'mails');

      expect(found).toEqual({
        rows: [{ key: '1', externalId: 'C-0001', domain: 'acme.example', email: null, name: 'Acme Corporation' }, { key: '2', externalId: 'C-0002', domain: null, email: null, name: 'ACME Logistics' }],
        looked: 5, complete: true,
      });
      expect(mails.rows.map(({ key }) => key)).toEqual(['maria@acme.example']);
    });

    it('takes a term for a text and never for a pattern or a statement', async () => {
      const one = (contains: string): Promise<PartnerRows> => search({ by: 'terms', terms: [{ field: 'name', contains, weight: 1 }] });

      expect((await one('100% o\'brien; drop')).rows.map(({ key }) => key)).toEqual(['4']);
      for (const nothing of ['a%e', 'ac_e', '\\', '|', "'", '%']) {
        expect((await one(nothing)).rows.map(({ key }) => key), nothing).toEqual(nothing === "'" || nothing === '%' ? ['4'] : []);
      }
    });

    it('is looked for among a bounded number of rows, and says when there were more', async () => {
      const found = await search({ by: 'terms', terms: [{ field: 'domain', contains: 'example', weight: 1 }] }, {}, 'orders', narrow());

      expect({ looked: found.looked, complete: found.complete }).toEqual({ looked: 3, complete: false });
      expect(found.rows.length).toBeLessThanOrEqual(3);
    });

    it('is found by key, one row each, and what has no such key is not there', async () => {
      expect((await search({ by: 'keys', keys: ['2', '77', 'x', '1 or 1=1', '2 '] })).rows.map(({ key, name: called }) => [key, called])).toEqual([['2', 'ACME Logistics']]);
      expect((await search({ by: 'keys', keys: ['maria@acme.example', 'MARIA@acme.example'] }, {}, 'mails')).rows.map(({ key }) => key)).toEqual(['maria@acme.example']);
    });

    it('is what the record’s properties lead to, also where they lead to two or name the key', async () => {
      const byRule = async (properties: Record<string, string>, table = 'orders'): Promise<string[]> => (await search({ by: 'rule' }, properties, table)).rows.map(({ key }) => key);

      expect(await byRule({ domain: 'twin.example' })).toEqual(['3', '4']);
      expect(await byRule({ erp_id: '2', domain: 'twin.example' })).toEqual(['2']);
      expect(await byRule({ email: 'joe@other.example' }, 'mails')).toEqual(['joe@other.example']);
      expect(await byRule({ domain: 'nobody.example' })).toEqual([]);
      expect(await byRule({})).toEqual([]);
    });
  });

  describe(`${name}: a record that was linked`, () => {
    it('has the rows of that key, whatever its properties say, and none when the key is gone', async () => {
      expect(await rowsOf({ key: '2', refused: [] }, { domain: 'acme.example' })).toEqual({ keys: ['21'], count: 1 });
      expect(await rowsOf({ key: '77', refused: [] }, { domain: 'acme.example' })).toEqual({ keys: [], count: 0 });
      expect(await rowsOf({ key: 'maria@acme.example', refused: [] }, {}, 'mails')).toEqual({ keys: ['1', '2'], count: 2 });
    });

    it('has not the rows of those that are not the same, and still the others its properties lead to', async () => {
      expect(await rowsOf({ key: null, refused: ['3'] }, { domain: 'twin.example' })).toEqual({ keys: ['41'], count: 1 });
      expect(await rowsOf({ key: null, refused: ['3', '4', 'x'] }, { domain: 'twin.example' })).toEqual({ keys: [], count: 0 });
      expect(await rowsOf({ key: null, refused: ['9'] }, { domain: 'acme.example' })).toEqual({ keys: ['11', '12'], count: 2 });
      expect(await rowsOf({ key: null, refused: ['joe@other.example'] }, { email: 'joe@other.example' }, 'mails')).toEqual({ keys: [], count: 0 });
    });

    it('has the same rows where many records are listed at once with what hangs on each (S4.15, D5)', async () => {
      const links = new Map<string, RecordLink>([['r2', { key: '2', refused: [] }], ['r3', { key: null, refused: ['3', 'x'] }], ['r4', { key: '77', refused: [] }], ['r6', { key: '3', refused: ['4'] }]]);
      const context: SourceContext<Config> = { ...contextOf({}), recordLinks: async () => links };
      const query = await queryOf(context, 'orders');
      const domains: Record<string, string | null> = { r1: 'acme.example', r2: 'acme.example', r3: 'twin.example', r4: null, r5: 'twin.example', r6: null };
      let left = Object.entries(domains).map(([key, domain]) => ({ key, cell: (column: string) => (column === 'domain' ? domain : null) }));
      const found: string[] = [];
      while (left.length > 0) {
        const { rows, done = left.length } = await source().relatedRows!(context, { ...query, table: { ...query.table, scope: 'related' }, record: null, columns: ['id'], sort: null }, { table: query.table, objectTypeId: '0-2' }, left);
        found.push(...rows.map(({ parentKey, cells }) => `${parentKey} ${cells[0]}`));
        left = left.slice(done);
      }

      expect(found.sort()).toEqual(['r1 11', 'r1 12', 'r2 21', 'r3 41', 'r5 31', 'r5 41', 'r6 31']);
    });
  });
}
