import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { describeCells } from '../../../src/exports/formats/describe-cells.ts';
import { XLSX_LIMITS } from '../../../src/exports/formats/xlsx/limits.ts';
import { renderXlsx } from '../../../src/exports/formats/xlsx/render-xlsx.ts';
import { readWorkbook, runPython } from '../../support/read-workbook.ts';
import { collect, column, inPieces, renderRows, stagedSheet } from './render.ts';
import type { MadeSheets, Row } from './render.ts';

const run = promisify(execFile);
const SUPPORT = join(import.meta.dirname, '..', '..', 'support');
const COLUMNS = [column('n', 'number'), column('name')];

function numbers(count: number): Row[] {
  return Array.from({ length: count }, (_, n) => [String(n + 1), `name ${n + 1}`]);
}

async function render(count: number, limits: Partial<typeof XLSX_LIMITS>, title = 'Numbers'): Promise<MadeSheets> {
  const { lines, ...sheet } = stagedSheet(COLUMNS, numbers(count), { kind: 'staging' }, title);
  return collect(renderXlsx([{ ...sheet, lines: () => inPieces(lines(), 77) }], { ...XLSX_LIMITS, ...limits }));
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
    expect(made.rows).toEqual([count]);
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

describe('as many rows and columns as there may be', () => {
  it('1,048,577 rows are two sheets, written with a heap of 64 MB (T45, F12)', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'siderail-many-rows-'));
    try {
      const file = join(folder, 'rows.xlsx');
      const { stdout } = await run(process.execPath, ['--max-old-space-size=64', '--max-semi-space-size=4', join(SUPPORT, 'render-many-rows.ts'), '1048577', file]);

      const sheets = JSON.parse(await runPython(join(SUPPORT, 'count-sheet-rows.py'), await readFile(file))) as object[];

      expect(sheets).toEqual([{ name: 'Rows', rows: 1_048_576, last: [1_048_576, ['1048575', 'name-1048575']] }, { name: 'Rows (2)', rows: 3, last: [3, ['1048577', 'name-1048577']] }]);
      expect(JSON.parse(stdout)).toMatchObject({ rows: [1_048_577], facts: { sheets: [{ rows: 1_048_575 }, { rows: 2 }] } });
      expect((JSON.parse(stdout) as { peakMb: number }).peakMb).toBeLessThan(512);
    } finally {
      await rm(folder, { recursive: true });
    }
  }, 180_000);

  it('2,000 columns, each with a text of 40,000 characters, are cut one by one and named (F12)', async () => {
    const columns = Array.from({ length: 2_000 }, (_, at) => column(`c${at}`));
    const long = 'y'.repeat(40_000);

    const made = await renderRows('xlsx', columns, [columns.map(() => long), columns.map((_, at) => `v${at}`)]);

    const [sheet] = (await readWorkbook(made.bytes)).sheets;
    expect(sheet!.cells[1]!.map((cell) => String(cell?.value).length)).toEqual(columns.map(() => 32_767));
    expect(sheet!.cells[2]!.map((cell) => cell?.value)).toEqual(columns.map((_, at) => `v${at}`));
    expect(made.cells.cut).toBe(2_000);
    expect(made.cells.cutPlaces).toHaveLength(100);
  }, 120_000);

  it('16,384 columns fit, one more is refused before anything is written, with what to do instead (T45)', async () => {
    const columns = Array.from({ length: 16_385 }, (_, at) => column(`c${at}`));
    const fitting = columns.slice(1);

    const { bytes } = await renderRows('xlsx', fitting, [fitting.map((_, at) => String(at))]);

    const [sheet] = (await readWorkbook(bytes)).sheets;
    expect(sheet!.filter).toBe('A1:XFD2');
    expect(sheet!.cells[1]!.at(-1)?.value).toBe('16383');
    await expect(renderRows('xlsx', columns, [])).rejects.toMatchObject({
      code: 'request.too_large', retry: 'never', userMessage: 'An Excel sheet holds 16,384 columns; Orders has 16,385.', fix: 'Choose fewer columns, or CSV or JSON Lines instead of Excel.',
    });
  }, 60_000);
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
