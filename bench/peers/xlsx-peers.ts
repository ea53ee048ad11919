import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { MIXED_COLUMNS } from '../support/mixed-rows.ts';

export type XlsxPeer = {
  readonly called: string;
  /** What it is and how it was set, for the report. */
  readonly words: string;
  readonly command: string;
  /** Before the staged lines and the file, and behind them. */
  readonly before: readonly string[];
  readonly after: readonly string[];
};

const run = promisify(execFile);
/** exceljs does not wait for its file: what is not written yet stays in memory, at 1,000,000 rows more than Node's own limit. */
const EXCELJS_HEAP_MB = 8_192;
const FOLDER = join(import.meta.dirname, 'xlsx');
const LETTERS = { text: 't', number: 'n', money: 'm', date: 'd', datetime: 'p', boolean: 'b' } as const;

/** The C library behind a program of our own, compiled into `directory`. Throws with what is missing. */
export async function libxlsxwriter(directory: string): Promise<XlsxPeer> {
  const program = join(directory, 'libxlsxwriter');
  try {
    await run('gcc', ['-O2', '-o', program, join(FOLDER, 'libxlsxwriter.c'), '-lxlsxwriter']);
  } catch (cause) {
    throw new Error('gcc and the header files of libxlsxwriter are needed (Debian: apt-get install gcc libc6-dev libxlsxwriter-dev)', { cause });
  }
  const types = MIXED_COLUMNS.map(({ type }) => LETTERS[type]).join('');
  return { called: 'libxlsxwriter', words: 'constant memory, gcc -O2, level 6, which it does not let one choose', command: program, before: [], after: [types] };
}

/** Libraries for JavaScript, installed into the bench's own folder when they are not there. Throws with what is missing. */
export async function javascriptPeers(): Promise<readonly XlsxPeer[]> {
  if (!['exceljs', 'hucre'].every((name) => existsSync(join(FOLDER, 'node_modules', name, 'package.json')))) {
    try {
      await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: FOLDER, shell: process.platform === 'win32' });
    } catch (cause) {
      throw new Error('exceljs and hucre could not be installed into bench/peers/xlsx: npm and its registry are needed once', { cause });
    }
  }
  return [
    { called: 'exceljs', words: `streaming, texts in place, no styles but its own for dates, level 1, a heap of ${EXCELJS_HEAP_MB} MB`, command: process.execPath, before: [`--max-old-space-size=${EXCELJS_HEAP_MB}`, join(FOLDER, 'exceljs.ts')], after: [] },
    { called: 'hucre', words: 'streaming, texts in place', command: process.execPath, before: [join(FOLDER, 'hucre.ts')], after: [] },
  ];
}
