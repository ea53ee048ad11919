import { relative, sep } from 'node:path';
import type { Plugin } from 'rolldown';

/** A module that asks where it lies, to find a file beside it, is told so also when it is part of the bundle in `out`. */
export function ownPlaces(root: string, out: string): Plugin {
  return {
    name: 'own-places',
    transform(code, id) {
      if (!id.startsWith(root) || id.includes('node_modules') || !/\bimport\.meta\.(url|dirname)\b/.test(code)) return null;
      const place = relative(out, id).split(sep).map(encodeURIComponent).join('/');
      return code
        .replaceAll('import.meta.url', `new URL(${JSON.stringify(place)}, import.meta.url).href`)
        .replaceAll('import.meta.dirname', `decodeURIComponent(new URL('.', new URL(${JSON.stringify(place)}, import.meta.url)).pathname)`);
    },
  };
}
