import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { basename, join } from 'node:path';
import { rolldown } from 'rolldown';
import { oneZod } from '../../scripts/worker-build/one-zod.ts';
import { ownPlaces } from '../../scripts/worker-build/own-places.ts';
import { wasmBeside } from '../../scripts/worker-build/wasm-beside.ts';

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
  mkdirSync(BUNDLES, { recursive: true });
  // A copy's packages are those of the original; its sources are not.
  const bundles = realpathSync(BUNDLES);
  const directory = join(bundles, hashSources(program));
  const file = join(directory, `${basename(program, '.ts')}.js`);
  if (existsSync(file)) {
    // As good as new, so that nobody takes it away as an old one while it is run.
    utimesSync(directory, new Date(), new Date());
    return file;
  }
  dropOld();
  const building = mkdtempSync(join(bundles, 'building-'));
  const bundled = await rolldown({ input: join(ROOT, program), platform: 'node', external: NATIVE, plugins: [ownPlaces(ROOT, directory), oneZod(ROOT), wasmBeside()], logLevel: 'silent' });
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
