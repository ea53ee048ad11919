import { access, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { hashSources } from './hash-sources.ts';

const portal = join(import.meta.dirname, '..');
const worker = join(portal, 'worker', 'worker.tsx');

/**
 * Builds the page script, its styles and the two workers into `cacheDirectory/page-<version>`, unless this
 * version lies there. A development bundle needs a development React in its worker: with the other one it
 * crashes at React's first warning.
 */
export async function buildPage(cacheDirectory: string): Promise<{ directory: string; version: string }> {
  const version = await hashSources([join(portal, 'page'), join(portal, 'worker')], '');
  const directory = join(cacheDirectory, `page-${version}`);
  if (await exists(directory)) return { directory, version };

  const temporary = `${directory}.${process.pid}.new`;
  await mkdir(temporary, { recursive: true });
  const common = { bundle: true, format: 'iife', jsx: 'automatic', target: 'es2022', logLevel: 'error', legalComments: 'none' } as const;
  const production = { ...common, minify: true, define: { 'process.env.NODE_ENV': '"production"' } };
  const development = { ...common, define: { 'process.env.NODE_ENV': '"development"' } };
  await Promise.all([
    build({ ...production, entryPoints: [join(portal, 'page', 'main.tsx')], outfile: join(temporary, 'page.js') }),
    build({ ...production, entryPoints: [join(portal, 'page', 'portal.css')], outfile: join(temporary, 'portal.css') }),
    build({ ...production, entryPoints: [worker], outfile: join(temporary, 'worker-production.js') }),
    build({ ...development, entryPoints: [worker], outfile: join(temporary, 'worker-development.js') }),
  ]);
  // Another sandbox may have put the same version there in the meantime.
  await rename(temporary, directory).catch(() => rm(temporary, { recursive: true, force: true }));
  return { directory, version };
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
