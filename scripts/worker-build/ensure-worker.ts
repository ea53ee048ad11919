import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hashInputs } from './hash-inputs.ts';

/** A running worker still loads parts of the build it was started from: the one before is kept as well. */
const KEPT_MS = 86_400_000;

/**
 * The worker's program, relative to `root`, built if its sources changed since. Each build has a folder of its own, so that
 * nothing changes under a worker that runs; `dist/worker/worker.js` leads to the newest.
 */
export async function ensureWorker(root: string): Promise<string> {
  const folder = join('dist', 'worker');
  const name = await hashInputs(root);
  const program = join(folder, name, 'worker.js');
  if (!existsSync(join(root, program))) await buildInto(root, join(root, folder), name);
  await pointTo(name, join(root, folder, 'worker.js'));
  return program;
}

async function buildInto(root: string, folder: string, name: string): Promise<void> {
  // Loaded here only: a finished build runs where packages of development are not installed.
  const { buildWorker } = await import('./build-worker.ts');
  await mkdir(folder, { recursive: true });
  await removeOld(folder);
  const unfinished = join(folder, `unfinished-${process.pid}`);
  await buildWorker({ root, out: unfinished });
  try {
    await rename(unfinished, join(folder, name));
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    // Another process was faster, with the same.
    if (!existsSync(join(folder, name))) throw error;
  }
}

async function removeOld(folder: string): Promise<void> {
  const pointer = await readFile(join(folder, 'worker.js'), 'utf8').catch(() => '');
  for (const entry of await readdir(folder)) {
    const path = join(folder, entry);
    if (entry === 'worker.js' || pointer.includes(entry) || (await stat(path)).mtimeMs > Date.now() - KEPT_MS) continue;
    await rm(path, { recursive: true, force: true });
  }
}

async function pointTo(name: string, path: string): Promise<void> {
  const text = `import './${name}/worker.js';\n`;
  if ((await readFile(path, 'utf8').catch(() => '')) === text) return;
  const unfinished = `${path}.${process.pid}`;
  await writeFile(unfinished, text);
  await rename(unfinished, path);
}
