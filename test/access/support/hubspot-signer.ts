import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

type Signing = { readonly sign: Record<'v2' | 'v3', (options: { method: string; url: string; requestBody: string; clientSecret: string; signature: string; timestamp?: number }) => string> };

/** HubSpot's own signer, out of its development server: nothing in it was written by us. */
export async function hubspotSigner(): Promise<Signing['sign']> {
  const from = createRequire(new URL('../../../sandbox/package.json', import.meta.url));
  const entry = from.resolve('@hubspot/ui-extensions-dev-server');
  const file = `${entry.slice(0, entry.lastIndexOf('/dist/'))}/dist/lib/proxy/signing.js`;
  return ((await import(pathToFileURL(file).href)) as Signing).sign;
}
