import { describe, expect, it } from 'vitest';
import type { Column } from '#contract';
import { fileBytes } from '../../src/exports/estimates/file-bytes.ts';
import { learn } from '../../src/exports/estimates/learn.ts';
import type { Observation } from '../../src/exports/estimates/learn.ts';
import { formatOf } from '../../src/exports/formats/format-of.ts';

const column = (key: string): Column => ({ key, title: key, type: 'text', sortable: false, operators: [] });
const format = formatOf('csv');

function seen(change: Partial<Observation>): Observation {
  return {
    format, columns: [column('a'), column('b')], cells: [10, 30], rows: 100_000, bytes: 4_300_000, seconds: 20, calls: 1_000,
    formula: { seconds: 10, apiCalls: 500 }, tableRows: 100_000, ...change,
  };
}

describe('what past exports teach', () => {
  it('corrects the formulas by the first long run at once, and then ever further', () => {
    const first = learn(null, seen({}));
    expect(first).toMatchObject({ runs: 1, cellBytes: { a: 10, b: 30 }, secondRatio: 2, callRatio: 2, tableRows: 100_000 });

    const second = learn(first, seen({ seconds: 40 }));
    expect(second.secondRatio).toBeGreaterThan(2.8);
    expect(second.secondRatio).toBeLessThan(4);
  });

  it('hardly moves for a run that was over before it began, and not at all in time for one that was disturbed', () => {
    const small = learn(learn(null, seen({})), seen({ rows: 3, bytes: 200, seconds: 0.5, calls: 1, formula: { seconds: 0.1, apiCalls: 1 } }));
    expect(small.secondRatio).toBeLessThan(2.5);
    expect(small.callRatio).toBeGreaterThan(1.9);

    expect(learn(learn(null, seen({})), seen({ seconds: null })).secondRatio).toBe(2);
  });

  it('keeps what it knows of columns that were not chosen this time', () => {
    const learned = learn(learn(null, seen({})), seen({ columns: [column('a')], cells: [20], bytes: 2_300_000 }));

    expect(learned.cellBytes).toEqual({ a: 14, b: 30 });
  });

  it('never takes a ratio from nothing', () => {
    const learned = learn(null, seen({ rows: 0, bytes: 10, cells: null, formula: { seconds: 0, apiCalls: 0 } }));

    expect(learned).toMatchObject({ byteRatio: 1, secondRatio: 1, callRatio: 1 });
    expect(fileBytes(format, [column('a')], learned.cellBytes).perRow).toBe(16);
  });
});
