import { describe, expect, it } from 'vitest';
import { column, renderRows } from './render.ts';

describe('JSON Lines', () => {
  it('is one object per line with every column, in order, null for nothing', async () => {
    const columns = [column('name'), column('count', 'number'), column('net', 'money'), column('on', 'date'), column('at', 'datetime'), column('paid', 'boolean')];

    const { text, rows } = await renderRows('jsonl', columns, [
      ['two\nlines "quoted"', '12', '1.50', '2026-11-22', '2026-11-22T10:00:00.000Z', 'true'],
      [null, null, null, null, null, null],
    ]);

    expect(text).toBe(
      '{"name":"two\\nlines \\"quoted\\"","count":12,"net":1.50,"on":"2026-11-22","at":"2026-11-22T10:00:00.000Z","paid":true}\n'
      + '{"name":null,"count":null,"net":null,"on":null,"at":null,"paid":null}\n',
    );
    expect(rows).toBe(2);
  });

  it('writes a number as one only when no reader changes a digit of it; ids stay text (T47)', async () => {
    const kept = ['0', '-5', '0.1', '1.50', '999999999999999', '1e21'];
    const asText = ['12345678901234567', '007', 'NaN', '-Infinity', '1e400', '0.12345678901234567', '+5', '.5', '5.'];

    const { text, cells } = await renderRows('jsonl', [column('n', 'number'), column('id')], [...kept, ...asText].map((number) => [number, number]));

    const lines = text.trimEnd().split('\n').map((line) => JSON.parse(line) as { n: unknown; id: unknown });
    expect(lines.map(({ n }) => n)).toEqual([...kept.map(Number), ...asText]);
    expect(lines.map(({ id }) => id)).toEqual([...kept, ...asText]);
    expect(cells.keptAsText).toBe(asText.length);
  });

  it('takes any column key as a key and nothing else (T44)', async () => {
    const keys = ['__proto__', 'constructor', 'a"b', 'a\nb', '', '}{'];

    const { text } = await renderRows('jsonl', keys.map((key) => column(key)), [keys]);

    expect(Object.entries(JSON.parse(text) as object)).toEqual(keys.map((key) => [key, key]));
  });

  it('of a table without rows is an empty file', async () => {
    expect((await renderRows('jsonl', [column('a')], [])).bytes).toHaveLength(0);
  });
});
