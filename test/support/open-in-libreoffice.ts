import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { findLibreOffice } from '../../scripts/find-libreoffice.ts';
import { runPython } from './read-workbook.ts';

/** As LibreOffice has understood a cell: its own type, what it shows or the ISO date, and whether it would compute it. */
export type OfficeCell = { readonly type: 'string' | 'float' | 'date' | 'boolean'; readonly value: string; readonly formula: boolean };
export type OfficeSheet = {
  readonly name: string;
  readonly formulas: number;
  readonly links: number;
  /** To the last cell that holds something; null where there is none. */
  readonly rows: readonly (readonly (OfficeCell | null)[])[];
};

const run = promisify(execFile);
/** It starts slowly, and slower still on a busy machine. */
const PATIENCE_MS = 240_000;

/** Opens workbooks in LibreOffice, all in one start of it, and says what it sees. Throws when it cannot read one. */
export async function openInLibreOffice<Name extends string>(files: Readonly<Record<Name, Uint8Array>>): Promise<Record<Name, readonly OfficeSheet[]>> {
  const program = findLibreOffice();
  if (program === undefined) throw new Error('Workbooks are opened in LibreOffice, as a second opinion: install libreoffice-calc, or set LIBREOFFICE_PATH to soffice');
  const folder = await mkdtemp(join(tmpdir(), 'siderail-office-'));
  try {
    const names = Object.keys(files) as Name[];
    const opened = join(folder, 'opened');
    await mkdir(opened);
    for (const name of names) await writeFile(join(folder, `${name}.xlsx`), files[name]);
    // A profile of its own: a LibreOffice that somebody has open would take the order instead of this one.
    const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`;
    await run(program, [profile, '--headless', '--norestore', '--convert-to', 'fods', '--outdir', opened, ...names.map((name) => join(folder, `${name}.xlsx`))], { timeout: PATIENCE_MS });
    const seen = names.map(async (name) => [name, JSON.parse(await runPython(join(import.meta.dirname, 'read-fods.py'), await readFile(join(opened, `${name}.fods`)))) as OfficeSheet[]]);
    return Object.fromEntries(await Promise.all(seen)) as Record<Name, readonly OfficeSheet[]>;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
