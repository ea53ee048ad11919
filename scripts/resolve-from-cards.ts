import { join } from 'node:path';
import type { Plugin } from 'vite';

const fromCards = /^(@hubspot\/ui-extensions|react|react-dom|@remote-ui\/[\w-]+)(\/|$)/;
const cardsPackage = join(import.meta.dirname, '..', 'hubspot-project', 'app', 'package.json');

/** Card tests lie outside the HubSpot project but must share its one copy of React and of the UI extension SDK. */
export function resolveFromCards(): Plugin {
  return {
    name: 'resolve-from-cards',
    enforce: 'pre',
    async resolveId(source, importer) {
      if (!fromCards.test(source) || importer === cardsPackage) return null;
      return this.resolve(source, cardsPackage, { skipSelf: true });
    },
  };
}
