import { relative, sep } from 'node:path';
import type { Plugin } from 'rolldown';

/** A module that asks where it lies, to find a file beside it, is told so also when it is part of the bundle in `out`. */
export function ownPlaces(root: string, out: string): Plugin {
  return {
    name: 'own-places',
    transform(code, id) {
      if (!id.startsWith(root) || id.includes('node_modules') || !/\bimport\.meta\.(url|dirname)\b/.test(code)) return null;
      const place = relative(out, id).split(sep).map(encodeURIComponent).join('/');
      const url = `new URL(${JSON.stringify(place)}, import.meta.url)`;
      const told = code.replaceAll('import.meta.url', `${url}.href`).replaceAll('import.meta.dirname', `ownPlace(new URL('.', ${url}))`);
      return `import { fileURLToPath as ownPlace } from 'node:url';\n${told}`;
    },
  };
}
