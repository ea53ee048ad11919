import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

type Style = { readonly format: string; readonly bold: boolean; readonly filled: boolean; readonly quoted: boolean };
/** A moment is ISO 8601 without a zone, to the millisecond; a date is its midnight. */
export type WorkbookCell = Style & (
  | { readonly kind: 'text' | 'moment'; readonly value: string }
  | { readonly kind: 'number'; readonly value: number; readonly digits: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
);
export type Sheet = {
  readonly name: string;
  /** All rows, the header among them. */
  readonly rows: number;
  /** Of the first rows asked for, the header first; null where there is no cell. */
  readonly cells: readonly (readonly (WorkbookCell | null)[])[];
  readonly filter: string | null;
  /** State, rows, first cell below. */
  readonly frozen: readonly [string, string, string] | null;
  readonly widths: readonly number[];
  readonly formulas: number;
  readonly links: number;
};
export type Workbook = { readonly entries: readonly string[]; readonly dates: readonly string[]; readonly sheets: readonly Sheet[] };

/** What Python's own readers find in an XLSX file. Throws with their words when they refuse it. */
export async function readWorkbook(bytes: Uint8Array, rows = 100_000): Promise<Workbook> {
  return JSON.parse(await runPython(join(import.meta.dirname, 'read-workbook.py'), bytes, [String(rows)])) as Workbook;
}

/** What a script prints about a file, which it gets as its first argument. */
export async function runPython(script: string, file: Uint8Array, args: readonly string[] = []): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'siderail-file-'));
  try {
    const path = join(folder, 'file');
    await writeFile(path, file);
    return await run([script, path, ...args]);
  } finally {
    await rm(folder, { recursive: true });
  }
}

function run(args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.platform === 'win32' ? 'python' : 'python3', args);
    let output = '';
    let errors = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
    child.on('error', (error) => reject(new Error('Workbooks are read back with Python 3, as a second opinion: install it and put it on the path', { cause: error })));
    child.on('close', (code) => (code === 0 ? resolve(output) : reject(new Error(`the reader refused the file: ${errors}`))));
  });
}
