import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * The names of all components the SDK registers. The SDK does not export the list, and without it the
 * worker would let a raw HTML element through that HubSpot refuses.
 */
export async function readComponentNames(): Promise<string[]> {
  const entry = createRequire(import.meta.url).resolve('@hubspot/ui-extensions');
  const source = await readFile(join(dirname(entry), 'shared.synced', 'remoteComponents.synced.js'), 'utf8');
  const names = [...source.matchAll(/createAndRegisterRemote\w*ReactComponent\('(\w+)'/g)].map((match) => match[1] ?? '');
  if (names.length < 100) throw new Error(`Only ${names.length} component names were found in the SDK`);
  return names;
}
