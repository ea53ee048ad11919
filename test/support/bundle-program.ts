import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';
import type { Plugin } from 'rolldown';

const ROOT = join(import.meta.dirname, '..', '..');
/** What a program of the tests may be made of. */
const SOURCES = ['src', 'server', 'scripts', 'test/support', 'test/chaos/support', 'hubspot-project/app/packages/contract'];
const BUNDLES = join(ROOT, 'node_modules', '.cache', 'siderail-tests');
/** Loads a library of the machine's own kind, so it stays outside. */
const NATIVE = /^@duckdb\/|\.node$/;
const DAY_MS = 86_400_000;
/** Once it runs: a process that is killed would write no compile cache. */
const FLUSH = "import { flushCompileCache as __flush } from 'node:module'; __flush();";

const made = new Map<string, Promise<string>>();

/**
 * One file of a program that tests start hundreds of times, and its path: 0.15 s of processor time until it is loaded, and not
 * 0.55 s for its 1,500 files. Made once for the sources as they are, also across runs; those of a broken copy are its own.
 */
export function bundleProgram(program: string): Promise<string> {
  const known = made.get(program) ?? bundle(program);
  made.set(program, known);
  return known;
}

async function bundle(program: string): Promise<string> {
  const directory = join(BUNDLES, hashSources(program));
  const file = join(directory, `${basename(program, '.ts')}.js`);
  if (existsSync(file)) return file;
  mkdirSync(BUNDLES, { recursive: true });
  dropOld();
  const building = mkdtempSync(join(BUNDLES, 'building-'));
  const bundled = await rolldown({ input: join(ROOT, program), platform: 'node', external: NATIVE, plugins: [stayAtHome], logLevel: 'silent' });
  await bundled.write({ dir: building, format: 'esm', footer: ({ isEntry }) => (isEntry ? FLUSH : '') });
  await bundled.close();
  try {
    renameSync(building, directory);
  } catch (error) {
    // Another test file was as quick with the same.
    if (!existsSync(file)) throw error;
    rmSync(building, { recursive: true, force: true });
  }
  return file;
}

/** Files still find what lies beside them. */
const stayAtHome: Plugin = {
  name: 'stay-at-home',
  transform(code, id) {
    if (!code.includes('import.meta.')) return null;
    return code
      .replaceAll(/\bimport\.meta\.dirname\b/g, JSON.stringify(dirname(id)))
      .replaceAll(/\bimport\.meta\.url\b/g, JSON.stringify(pathToFileURL(id).href));
  },
};

function hashSources(program: string): string {
  const hash = createHash('sha256').update(ROOT).update(program).update(readFileSync(join(ROOT, 'package-lock.json')));
  for (const folder of SOURCES) {
    for (const name of readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).sort()) {
      if (name.endsWith('.ts') && !name.includes('node_modules')) hash.update(name).update(readFileSync(join(ROOT, folder, name)));
    }
  }
  return hash.digest('hex').slice(0, 16);
}

function dropOld(): void {
  for (const name of readdirSync(BUNDLES)) {
    const directory = join(BUNDLES, name);
    const age = Date.now() - (statSync(directory, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > DAY_MS) rmSync(directory, { recursive: true, force: true });
  }
}
