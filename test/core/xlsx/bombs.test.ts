import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toAppError } from '../../../src/core/errors/index.ts';
import { openWorkbook } from '../../../src/core/xlsx/index.ts';
import { zipFile } from '../../support/list-file.ts';

const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const RELATIONS = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';
const MB = 1_000_000;

type Parts = { sheet?: string; shared?: string; workbook?: string; more?: [string, string][] };

/** A workbook of one sheet with these parts in place of its own. */
function book({ sheet = '<sheetData/>', shared, workbook, more = [] }: Parts): [string, string][] {
  return [
    ['xl/workbook.xml', workbook ?? `<workbook ${MAIN} ${RELATIONS}><sheets><sheet name="Deals" sheetId="1" r:id="rId1"/></sheets></workbook>`],
    ['xl/_rels/workbook.xml.rels', '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>'],
    ...(shared === undefined ? [] : [['xl/sharedStrings.xml', `<sst ${MAIN}>${shared}</sst>`] satisfies [string, string]]),
    ['xl/worksheets/sheet1.xml', sheet.startsWith('<!DOCTYPE') ? sheet : `<worksheet ${MAIN}>${sheet}</worksheet>`],
    ...more,
  ];
}

const laughs = Array.from({ length: 9 }, (_, at) => `<!ENTITY lol${at + 1} "${`&lol${at};`.repeat(10)}">`).join('');
const BOMBS: readonly (readonly [string, () => [string, string][], (bytes: Buffer) => Buffer])[] = [
  ['a sheet of 210 MB of spaces', () => book({ sheet: ' '.repeat(210 * MB) }), same],
  ['one text of 30 MB', () => book({ sheet: `<sheetData><row r="1"><c t="inlineStr"><is><t>${'x'.repeat(30 * MB)}</t></is></c></row></sheetData>` }), same],
  ['one attribute of 30 MB', () => book({ sheet: `<sheetData a="${'x'.repeat(30 * MB)}"/>` }), same],
  ['one comment of 30 MB', () => book({ sheet: `<!--${'x'.repeat(30 * MB)}-->` }), same],
  ['two million shared texts', () => book({ shared: '<si><t>a</t></si>'.repeat(2 * MB) }), same],
  ['a shared text of 30 MB', () => book({ shared: `<si><t>${'x'.repeat(30 * MB)}</t></si>` }), same],
  ['a cell in column 16,384', () => book({ sheet: '<sheetData><row r="1"><c r="XFD1"><v>1</v></c></row></sheetData>' }), same],
  ['2,000 parts', () => book({ more: Array.from({ length: 2_000 }, (_, at): [string, string] => [`xl/${at}`, '']) }), same],
  ['a size that lies', () => book({ sheet: ' '.repeat(20 * MB) }), lieAboutSize],
  ['a billion laughs', () => book({ sheet: `<!DOCTYPE lolz [<!ENTITY lol0 "lol">${laughs}]><worksheet>&lol9;</worksheet>` }), same],
  ['an entity of a file of ours', () => book({ sheet: '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet>&e;</worksheet>' }), same],
  ['a path out of the archive', () => book({ more: [['../../../../tmp/evil', 'x']] }), same],
];

function same(bytes: Buffer): Buffer {
  return bytes;
}

/** The directory says that each part has 100 bytes unpacked. */
function lieAboutSize(bytes: Buffer): Buffer {
  for (let at = bytes.indexOf('PK\u0001\u0002'); at >= 0; at = bytes.indexOf('PK\u0001\u0002', at + 4)) if (bytes.readUInt32LE(at + 24) > 1_000) bytes.writeUInt32LE(100, at + 24);
  return bytes;
}

let folder: string;
beforeAll(async () => { folder = await mkdtemp(join(tmpdir(), 'siderail-bombs-')); });
afterAll(() => rm(folder, { recursive: true }));

/** What a workbook is refused with, after how long and with how much memory beyond what was taken before. */
async function refusal(path: string): Promise<{ code: string; ms: number; bytes: number }> {
  globalThis.gc?.();
  const before = process.memoryUsage.rss();
  const began = performance.now();
  try {
    const workbook = await openWorkbook(path, { unpackedBytes: 200 * MB, columns: 1_000 });
    for (const { rows } of workbook.sheets) for await (const _ of rows()) { /* only to its end */ }
    workbook.close();
    return { code: 'taken', ms: 0, bytes: 0 };
  } catch (thrown) {
    return { code: toAppError(thrown).code, ms: performance.now() - began, bytes: process.memoryUsage.rss() - before };
  }
}

describe('a workbook that is sent back', () => {
  it.each(BOMBS)('is refused before it costs much: %s (T49)', async (_name, parts, twist) => {
    const path = join(folder, 'bomb.xlsx');
    await writeFile(path, twist(zipFile(parts())));

    const { code, ms, bytes } = await refusal(path);

    expect(['request.invalid', 'request.too_large']).toContain(code);
    expect(ms).toBeLessThan(5_000);
    expect(bytes).toBeLessThan(400 * MB);
  });
});
