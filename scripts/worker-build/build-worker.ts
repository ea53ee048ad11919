import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { asciiOnly } from './ascii-only.ts';
import { ownPlaces } from './own-places.ts';
import { oneZod } from './one-zod.ts';
import { wasmBeside } from './wasm-beside.ts';

/** Stay packages: native parts, threads or files of their own; all but the logger are loaded on first use only. */
const PACKAGES = ['pino', 'ssh2', 'mysql2', '@duckdb/node-api', /^@aws-sdk\//];

/**
 * Makes one plain JavaScript file of the worker and what it imports, into `out`, which is emptied first. The process then holds no
 * compiler, one module in place of 1,300, and of each package only what is used: about 25 MB less. Names are kept, so
 * that the stack of an error can be read.
 */
export async function buildWorker({ root, out }: { readonly root: string; readonly out: string }): Promise<void> {
  await rm(out, { recursive: true, force: true });
  const bundle = await rolldown({
    input: { worker: join(root, 'server', 'worker.ts') },
    cwd: root, platform: 'node', external: PACKAGES, logLevel: 'warn',
    plugins: [ownPlaces(root, out), oneZod(root), wasmBeside(), asciiOnly()],
  });
  try {
    await bundle.write({
      dir: out, format: 'esm', chunkFileNames: '[name].js',
      minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
    });
  } finally {
    await bundle.close();
  }
}
