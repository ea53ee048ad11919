import { describe, expect, it } from 'vitest';
import type { Source, SourceBatch, SourceContext, SourceQuery } from '../../src/sources/define-source.ts';
import { allPages } from './ask-source.ts';

export type SourceWorld<Config> = {
  readonly source: () => Source<Config>;
  readonly context: () => SourceContext<Config>;
  /** Key of a table of the whole account that holds `rows` rows, enough for several pages. */
  readonly table: string;
  readonly rows: number;
};

type Rows = SourceBatch['rows'][number][];

/** What every source promises the engine, whatever it reads; a new one passes this before anything else. */
export function sourceBattery<Config>(name: string, { source, context, table: key, rows: count }: SourceWorld<Config>): void {
  async function wholeQuery(columns?: (all: readonly string[]) => readonly string[]): Promise<SourceQuery> {
    const table = (await source().tables(context(), null)).find((one) => one.key === key && one.scope === 'portal');
    if (table === undefined) throw new Error(`no table ${key}@portal`);
    const all = table.columns.map((column) => column.key).slice(0, 12);
    return { table, record: null, columns: columns?.(all) ?? all, filters: [], sort: null };
  }

  /** The rows of a whole read; with `breakOff` each batch is read anew from the cursor of the one before, as after a death. */
  async function readAll(query: SourceQuery, breakOff: boolean): Promise<{ rows: Rows; upstream: number; skipped: number }> {
    const sum = { rows: [] as Rows, upstream: 0, skipped: 0 };
    const { parts } = await source().plan(context(), query);
    for (const part of parts) {
      let cursor: string | null = null;
      for (let more = true; more;) {
        more = false;
        for await (const batch of source().read(context(), query, part, cursor)) {
          sum.rows.push(...batch.rows);
          sum.upstream += batch.upstream;
          sum.skipped += batch.skipped.length;
          cursor = batch.cursor;
          more = breakOff;
          if (breakOff) break;
        }
      }
    }
    return sum;
  }

  const asSet = (rows: readonly (readonly unknown[])[]): string[] => rows.map((cells) => JSON.stringify(cells)).sort();

  describe(`the source ${name}`, () => {
    it('describes its tables so that a person can choose: keys and columns once each, the usual columns among them (S2.11)', async () => {
      const tables = await source().tables(context(), null);

      expect(new Set(tables.map((table) => `${table.key}@${table.scope}`)).size).toBe(tables.length);
      for (const table of tables) {
        const keys = table.columns.map((column) => column.key);
        expect(new Set(keys).size, table.key).toBe(keys.length);
        expect(table.defaultColumns.filter((column) => !keys.includes(column)), table.key).toEqual([]);
        expect(table.columns.filter(({ title }) => title.trim() === ''), table.key).toEqual([]);
      }
    });

    it('gives every row once, page by page, its cells in the order of the columns that were asked for (S2.11)', async () => {
      const query = await wholeQuery();
      const turned = await wholeQuery((all) => all.toReversed());
      const pages = await allPages(source(), context(), query, 50);

      expect(pages).toHaveLength(count);
      expect(new Set(pages.map((row) => row.key)).size).toBe(count);
      const byKey = new Map((await allPages(source(), context(), turned, 35)).map((row) => [row.key, row.cells]));
      expect(byKey).toEqual(new Map(pages.map((row) => [row.key, row.cells.toReversed()])));
    });

    it('counts its rows, says what a read of them costs, and finds those that are named by key (S2.11)', async () => {
      const query = await wholeQuery();
      const [first, second] = (await source().page(context(), query, { cursor: null, size: 2 })).rows;
      const found = await source().rows(context(), query, [second!.key, first!.key]);
      const cost = source().estimate(context(), query, count);

      if (query.table.capabilities.count) expect(await source().count(context(), query)).toBe(count);
      expect([cost.seconds, cost.apiCalls].every((figure) => Number.isFinite(figure) && figure >= 0)).toBe(true);
      expect(new Map(found.map((row) => [row.key, row.cells]))).toEqual(new Map([first!, second!].map((row) => [row.key, row.cells])));
    });

    it('reads a whole table as it shows it, accounts for every row, and in the same order each time (S2.11, D4)', async () => {
      const query = await wholeQuery();
      const whole = await readAll(query, false);
      const pages = await allPages(source(), context(), query, 100);

      expect(asSet(whole.rows)).toEqual(asSet(pages.map((row) => row.cells)));
      expect(whole).toMatchObject({ upstream: count, skipped: 0 });
      expect((await readAll(query, false)).rows).toEqual(whole.rows);
    });

    it('goes on behind any batch at which a reading broke off: no row twice and none left out (S2.11, D3)', async () => {
      const query = await wholeQuery();

      expect((await readAll(query, true)).rows).toEqual((await readAll(query, false)).rows);
    });

    it('stops when it is told to (S2.11)', async () => {
      const query = await wholeQuery();
      const { parts } = await source().plan(context(), query);
      const stopped = { ...context(), signal: AbortSignal.abort(new Error('told to stop')) };
      const reading = async (): Promise<void> => {
        for await (const batch of source().read(stopped, query, parts[0]!, null)) expect(batch).toBeUndefined();
      };

      await expect(reading()).rejects.toThrow();
    });
  });
}
