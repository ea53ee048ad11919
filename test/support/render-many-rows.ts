import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Column } from '#contract';
import { XLSX_LIMITS } from '../../src/exports/formats/xlsx/limits.ts';
import { renderXlsx } from '../../src/exports/formats/xlsx/render-xlsx.ts';

/** `node test/support/render-many-rows.ts <rows> <file>`: so many rows as a workbook, to be run with little memory. */
const [, , rows, target] = process.argv as [string, string, string, string];
const columns: Column[] = (['number', 'text'] as const).map((type) => ({ key: type, title: type, type, sortable: false, operators: [] }));

async function* lines(): AsyncIterable<Uint8Array> {
  for (let from = 1; from <= Number(rows); from += 1_000) {
    let text = '';
    for (let row = from; row < from + 1_000 && row <= Number(rows); row += 1) text += `${row},name-${row}\n`;
    yield Buffer.from(text);
  }
}

const { body, summary } = renderXlsx([{ title: 'Rows', columns, lines }], XLSX_LIMITS);
await pipeline(Readable.from(body, { highWaterMark: 1 }), createWriteStream(target));
console.log(JSON.stringify({ ...summary(), peakMb: process.resourceUsage().maxRSS / 1024 }));
