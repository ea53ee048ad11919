import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { XLSX_LIMITS } from '../../src/exports/formats/xlsx/limits.ts';
import { renderXlsx } from '../../src/exports/formats/xlsx/render-xlsx.ts';
import { MIXED_COLUMNS } from './mixed-rows.ts';

/**
 * `node bench/support/render-once.ts <staged lines> <file> <rows> [level]`: one workbook of mixed rows in a process of its
 * own, so that the peak is this render's alone, from the staged lines on disk to the file on disk. Prints one line of JSON.
 */
const [, , source, target, expected, level] = process.argv as [string, string, string, string, string, string?];

const began = performance.now();
const lines = (): AsyncIterable<Uint8Array> => createReadStream(source) as AsyncIterable<Uint8Array>;
const packing = level === undefined ? {} : { level: Number(level) };
const { body, summary } = renderXlsx([{ title: 'Bench', columns: MIXED_COLUMNS, lines }], XLSX_LIMITS, packing);
const file = createWriteStream(target);
const hash = createHash('sha256');
let bytes = 0;
for await (const piece of body) {
  bytes += piece.length;
  hash.update(piece);
  if (!file.write(piece)) await once(file, 'drain');
}
file.end();
await once(file, 'finish');
const seconds = (performance.now() - began) / 1000;
const [rows] = summary().rows;
if (rows !== Number(expected)) throw new Error(`${rows} of ${expected} rows were written`);
const { user, system } = process.cpuUsage();
console.log(JSON.stringify({ seconds, cpuSeconds: (user + system) / 1e6, bytes, peakMb: process.resourceUsage().maxRSS / 1024, sha256: hash.digest('hex') }));
