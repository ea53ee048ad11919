import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import type { ExportOptions, FileLocale } from '#contract';
import { takesOptions } from '#contract';
import { column, renderRows } from './render.ts';

const COLUMNS = [column('amount', 'money'), column('rate', 'number'), column('day', 'date'), column('at', 'datetime'), column('paid', 'boolean'), column('note')];
const ROW = ['-1234.50', '7', '2026-12-31', '2026-12-31T23:05:09.120Z', 'true', '1.5'];

async function cellsOf(locale: FileLocale, row: readonly (string | null)[] = ROW, options: ExportOptions = {}): Promise<string[]> {
  const { text } = await renderRows('csv', COLUMNS, [row], { ...options, locale });
  const delimiter = { comma: ',', semicolon: ';', tab: '\t' }[options.delimiter ?? 'comma'];
  return (parse(text, { bom: true, delimiter }) as string[][])[1]!;
}

describe('a CSV file written as a country does (S0.16)', () => {
  it('has its decimal sign and its order of days, and leaves text alone', async () => {
    expect(await cellsOf('de-DE')).toEqual(['-1234,50', '7', '31.12.2026', '31.12.2026 23:05:09,12', 'true', '1.5']);
    expect(await cellsOf('de-CH')).toEqual(['-1234.50', '7', '31.12.2026', '31.12.2026 23:05:09.12', 'true', '1.5']);
    expect(await cellsOf('fr-FR')).toEqual(['-1234,50', '7', '31/12/2026', '31/12/2026 23:05:09,12', 'true', '1.5']);
    expect(await cellsOf('en-GB')).toEqual(['-1234.50', '7', '31/12/2026', '31/12/2026 23:05:09.12', 'true', '1.5']);
    expect(await cellsOf('en-US')).toEqual(['-1234.50', '7', '12/31/2026', '12/31/2026 23:05:09.12', 'true', '1.5']);
  });

  it('keeps every column in place whatever separates them, and quotes a decimal comma only where the comma does', async () => {
    for (const delimiter of ['comma', 'semicolon', 'tab'] as const) expect((await cellsOf('de-DE', ROW, { delimiter }))[0]).toBe('-1234,50');
    const { text } = await renderRows('csv', COLUMNS, [ROW], { locale: 'de-DE', delimiter: 'semicolon' });
    expect(text).toContain('\r\n-1234,50;7;31.12.2026;');
    expect((await renderRows('csv', COLUMNS, [ROW], { locale: 'de-DE' })).text).toContain('\r\n"-1234,50",7,');
  });

  it('keeps what is no number or date as it is, counts it, and lets nothing through that a spreadsheet would run (T43)', async () => {
    const made = await renderRows('csv', COLUMNS, [['=1+1', '-1+1', '@day', '2026-12-31T10:00:00+02:00', null, '=cmd']], { locale: 'de-DE', delimiter: 'semicolon' });

    expect((parse(made.text, { bom: true, delimiter: ';' }) as string[][])[1]).toEqual(["'=1+1", "'-1+1", "'@day", '2026-12-31T10:00:00+02:00', '', "'=cmd"]);
    expect(made).toMatchObject({ rows: 1, cells: { neutralised: 4, keptAsText: 4 }, facts: { format: 'csv', delimiter: ';', locale: 'de-DE' } });
  });

  it('is asked of no other kind of file: a workbook shows its numbers as each reader’s own spreadsheet does', () => {
    expect(takesOptions('csv', { locale: 'de-DE' })).toBe(true);
    for (const format of ['xlsx', 'jsonl', 'parquet'] as const) expect(takesOptions(format, { locale: 'de-DE' }), format).toBe(false);
  });
});
