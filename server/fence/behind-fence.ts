import type { Mailer } from '../../src/context/index.ts';
import type { ResolveHost } from '../../src/core/net/index.ts';
import type { Fence } from './open-fence.ts';

export type Outward = { readonly fetch: typeof fetch; readonly mailer: Mailer; readonly resolveHost: ResolveHost };

/** The three ways out of a process, each asking the fence first. */
export function behindFence(fence: Fence, ways: Outward): Outward {
  return {
    async fetch(...request) {
      fence.pass();
      return ways.fetch(...request);
    },
    mailer: {
      send: async (mail) => (fence.armed() ? ways.mailer.send(mail) : { state: 'not_sent', reason: 'this environment is disarmed' }),
    },
    async resolveHost(...asked) {
      fence.pass();
      return ways.resolveHost(...asked);
    },
  };
}
