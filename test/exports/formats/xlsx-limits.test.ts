import { describe, expect, it } from 'vitest';
import { describeCells } from '../../../src/exports/formats/describe-cells.ts';
import { XLSX_LIMITS } from '../../../src/exports/formats/xlsx/limits.ts';
import { renderXlsx } from '../../../src/exports/formats/xlsx/render-xlsx.ts';
import { readWorkbook } from '../../support/read-workbook.ts';
import { collect, column, inBatches, renderRows } from './render.ts';
import type { Made, Row } from './render.ts';

const COLUMNS = [column('n', 'number'), column('name')];

function numbers(count: number): Row[] {
  return Array.from({ length: count }, (_, n) => [String(n + 1), `name ${n + 1}`]);
}

async function render(count: number, limits: Partial<typeof XLSX_LIMITS>, title = 'Numbers'): Promise<Made> {
  return collect(renderXlsx({ title, columns: COLUMNS, rows: inBatches(numbers(count), 7) }, { ...XLSX_LIMITS, ...limits }));
}

describe('more rows than a sheet holds', () => {
  it('has Excel’s own limit, header included (T45)', () => {
    expect(XLSX_LIMITS.sheetRows).toBe(1_048_576);
  });

  it.each([[99, 1], [100, 2], [101, 2], [198, 2], [199, 3]])('%i rows at 100 a sheet are %i sheets, each with the header, no row missing or twice (T45)', async (count, sheets) => {
    const made = await render(count, { sheetRows: 100 });

    const book = await readWorkbook(made.bytes);

    expect(book.sheets.map(({ name }) => name)).toEqual(['Numbers', 'Numbers (2)', 'Numbers (3)'].slice(0, sheets));
    expect(book.sheets.every(({ rows }) => rows <= 100)).toBe(true);
    expect(book.sheets.map(({ cells }) => cells[0]!.map((cell) => cell?.value))).toEqual(new Array(sheets).fill(['n', 'name']));
    expect(book.sheets.flatMap(({ cells }) => cells.slice(1).map(([cell]) => cell?.value))).toEqual(numbers(count).map(([n]) => Number(n)));
    expect(book.sheets.map(({ filter, rows }) => [filter, rows])).toEqual(book.sheets.map(({ rows }) => [`A1:B${rows}`, rows]));
    expect(made.facts).toMatchObject({ sheets: book.sheets.map(({ name, rows }) => ({ name, rows: rows - 1 })) });
    expect(made.rows).toBe(count);
  });

  it('go on in another sheet before one becomes larger than an archive’s entry may be (T45)', async () => {
    const made = await render(8_000, { sheetBytes: 200_000 });

    const book = await readWorkbook(made.bytes);

    expect(book.sheets.length).toBeGreaterThan(1);
    expect(book.sheets.flatMap(({ cells }) => cells.slice(1).map(([cell]) => cell?.value))).toEqual(numbers(8_000).map(([n]) => Number(n)));
  });

  it('name their sheets within 31 characters (T45)', async () => {
    const { bytes } = await render(250, { sheetRows: 100 }, 'A table whose name is far too long for a sheet');

    expect((await readWorkbook(bytes)).sheets.map(({ name }) => name)).toEqual(['A table whose name is far too l', 'A table whose name is far t (2)', 'A table whose name is far t (3)']);
  });
});

describe('a text longer than a cell', () => {
  it('of 32,767 characters is whole, of one more is cut behind a mark, and the certificate says where (T45)', async () => {
    const whole = 'a'.repeat(32_767);
    const { bytes, cells, facts } = await renderRows('xlsx', [column('Note')], [[whole], [`${whole}b`], ['short']]);

    const [, first, second, third] = (await readWorkbook(bytes)).sheets[0]!.cells.map(([cell]) => String(cell?.value));

    expect(first).toBe(whole);
    expect(second).toHaveLength(32_767);
    expect(second).toMatch(/^a+ … \[cut: the whole text has 32768 characters\]$/);
    expect(third).toBe('short');
    expect(cells).toMatchObject({ cut: 1, cutPlaces: [{ row: 2, column: 'Note', length: 32_768 }] });
    expect(describeCells({ ...facts, name: 'x', bytes: 1, sha256: '' } as never, cells)).toEqual(['1 text is longer than a cell can be (32,767) and cut behind a mark: row 2, Note (32768).']);
  });

  it('is never cut inside a character (T45)', async () => {
    const rockets = ['', 'a'].map((start) => [start + '🚀'.repeat(20_000)]);
    const { bytes } = await renderRows('xlsx', [column('Note')], rockets);

    const [, ...texts] = (await readWorkbook(bytes)).sheets[0]!.cells.map(([cell]) => String(cell?.value));

    for (const text of texts) {
      expect(text.length).toBeLessThanOrEqual(32_767);
      expect(text.length).toBeGreaterThanOrEqual(32_766);
      expect(text).toMatch(/^a?(🚀)+ … \[cut: the whole text has 4000[01] characters\]$/u);
    }
  });

  it('is whole in CSV and JSON Lines, which have no such limit (T45)', async () => {
    const long = 'a'.repeat(100_000);

    expect((await renderRows('csv', [column('Note')], [[long]])).text).toContain(long);
    expect((await renderRows('jsonl', [column('Note')], [[long]])).text).toContain(long);
  });
});
