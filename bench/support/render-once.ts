import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import type { ExportFormat } from '#contract';
import { readStagedLines } from '../../src/core/csv/read-staged-lines.ts';
import { formatOf } from '../../src/exports/formats/format-of.ts';
import { MIXED_COLUMNS } from './mixed-rows.ts';

/**
 * `node bench/support/render-once.ts <format> <staged lines> <file> <rows>`: one render of mixed rows in a process of its own, so
 * that the peak is this render's alone, from the staged lines on disk to the file on disk. Prints one line of JSON.
 */
const [, , key, source, target, expected] = process.argv as [string, string, ExportFormat, string, string, string];

const began = performance.now();
const lines = (): AsyncIterable<Uint8Array> => createReadStream(source) as AsyncIterable<Uint8Array>;
const staged = { rows: Number(expected), neutralised: 0, replaced: 0 };
const sheet = { title: 'Bench', columns: MIXED_COLUMNS, dialect: { kind: 'staging' as const }, lines, rows: () => readStagedLines(lines(), MIXED_COLUMNS.length), staged };
const { body, summary } = formatOf(key).render({ sheets: [sheet], options: {} });
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
