import { createSealer } from '../../../src/core/crypto/sealer.ts';
import { openDatabase } from '../../../src/core/db/index.ts';
import { PortalId } from '../../../src/core/ids/portal-id.ts';
import { createPortalTokens, createTokenClient } from '../../../src/installs/index.ts';

/**
 * A process of its own that asks for a portal's token as often as it is told, all at once, and says what it got. Its
 * client id is its process id. Told to hold, it says when it has HubSpot's answer and never stores it.
 */
const [databaseUrl, apiUrl, portal] = process.argv.slice(2) as [string, string, string];
const portalId = PortalId.parse(portal);
let hold = false;

const database = openDatabase({ url: databaseUrl, max: 5, silentMs: 12_000, onError: () => undefined });
const sealer = createSealer([{ id: 'k1', key: new Uint8Array(32).fill(7) }]);
const tokens = createPortalTokens({
  database,
  sealer: {
    ...sealer,
    async seal(...about) {
      if (!hold) return sealer.seal(...about);
      process.send!({ answered: true });
      return new Promise(() => undefined);
    },
  },
  client: createTokenClient({ apiUrl, version: '2026-09', clientId: String(process.pid), clientSecret: 's', fetch }),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  onLost: async () => void process.send!({ lost: true }),
});

process.on('message', (message: { ask: number; hold: boolean }) => {
  hold = message.hold;
  const never = { signal: new AbortController().signal };
  const asked = Array.from({ length: message.ask }, () => tokens.accessToken(portalId, never).catch((error: unknown) => `failed: ${String(error)}`));
  void Promise.all(asked).then((got) => process.send!({ got: [...new Set(got)], count: got.length }));
});
process.on('disconnect', () => process.exit());
process.send!({ ready: true });
