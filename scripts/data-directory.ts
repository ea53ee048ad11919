import { join, resolve } from 'node:path';

/** The directory for everything a start leaves on disk: DATA_DIR, or `.data` in the repository. */
export function dataDirectory(env: NodeJS.ProcessEnv = process.env): string {
  return env['DATA_DIR'] ? resolve(env['DATA_DIR']) : join(import.meta.dirname, '..', '.data');
}
