import { describe, expect, it } from 'vitest';
import { lookUpLinked, type Lookup } from '../../src/sources/look-up-linked.ts';

const link = { property: 'domain', take: 'value' } as const;
const parents = (domains: readonly string[]) => domains.map((domain, at) => ({ key: String(at), cell: () => domain }));

/** Every value has `count` rows, of which at most `atOnce` come in one stretch. */
function lookup(count: number, values: readonly string[], atOnce: number): Lookup {
  const rows = values.flatMap((_, at) => Array.from({ length: count }, (__, row) => ({ position: { key: `${at}-${row}`, value: String(at + 1) }, cells: [`${at}-${row}`] })));
  return async (after) => {
    const from = rows.findIndex(({ position }) => position.key === after?.key) + 1;
    return { rows: rows.slice(from, from + atOnce), complete: from + atOnce >= rows.length };
  };
}

/** All that hangs on these rows, asked for until everything is answered, and the most rows that came at once. */
async function ask(domains: readonly string[], count: number, atOnce = Infinity): Promise<{ of: Map<string, number>; most: number; answers: number }> {
  const of = new Map<string, number>();
  let [left, most, answers] = [parents(domains), 0, 0];
  while (left.length > 0) {
    const { rows, done = left.length } = await lookUpLinked(left, { links: [link], open: async (_link, values) => lookup(count, values, atOnce) });
    for (const { parentKey } of rows) of.set(parentKey, (of.get(parentKey) ?? 0) + 1);
    [most, answers, left] = [Math.max(most, rows.length), answers + 1, left.slice(done)];
  }
  return { of, most, answers };
}

describe('rows that hang on many records by one value they share', () => {
  it('are given to every record, a bounded number at once: 500 people of one domain with 5,000 orders fill no memory (G16, D5)', async () => {
    const { of, most } = await ask(Array.from({ length: 500 }, () => 'gmail.example'), 5_000);

    expect([...of.values()]).toEqual(Array.from({ length: 500 }, () => 5_000));
    expect(most).toBe(20_000);
  });

  it('come whole for each record, however many hang on one', async () => {
    const { of, answers } = await ask(['a.example', 'b.example'], 30_000);

    expect([...of.values()]).toEqual([30_000, 30_000]);
    expect(answers).toBe(2);
  });

  it('come whole for each record when a stretch ends among the rows of one (D5)', async () => {
    const { of } = await ask(['a.example', 'b.example', 'c.example', 'b.example'], 700, 1_000);

    expect([...of.values()]).toEqual([700, 700, 700, 700]);
  });

  it('come in one answer when they are few', async () => {
    expect(await ask(Array.from({ length: 400 }, (_, at) => `${at % 40}.example`), 3)).toMatchObject({ most: 1_200, answers: 1 });
  });
});
