import { join } from 'node:path';
import type { Plugin } from 'rolldown';

/** In a checkout the cards' packages have a zod of their own, of the same version; a process needs it once. */
export function oneZod(root: string): Plugin {
  return {
    name: 'one-zod',
    resolveId(source, importer) {
      if (source !== 'zod' || importer === undefined || !importer.startsWith(join(root, 'hubspot-project'))) return null;
      return this.resolve(source, join(root, 'server', 'worker.ts'), { skipSelf: true });
    },
  };
}
