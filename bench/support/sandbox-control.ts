/** What the sandbox's HubSpot counted since the last reset. */
export type SandboxStats = {
  readonly calls: number;
  readonly byFamily: Readonly<Record<string, number>>;
  readonly rateLimited: number;
  readonly maxCallsInAny10s: number;
  readonly maxSearchesInAny1s: number;
};

export type SandboxControl = {
  stats(): Promise<SandboxStats>;
  resetStats(): Promise<void>;
  /** Delay of every HubSpot answer from now on. */
  setLatency(ms: number): Promise<void>;
  /** Any other of its settings. */
  change(settings: Readonly<Record<string, unknown>>): Promise<void>;
};

const PORTAL_ID = '4711001';
const NOTHING: SandboxStats = { calls: 0, byFamily: {}, rateLimited: 0, maxCallsInAny10s: 0, maxSearchesInAny1s: 0 };

/** The sandbox's own switches and counters; HubSpot has nothing like it. */
export function sandboxControl(portalUrl: string): SandboxControl {
  async function call(path: string, body?: unknown): Promise<unknown> {
    const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body ?? {}) };
    const response = await fetch(`${portalUrl}/__sandbox/hubspot/${path}`, path === 'stats' ? {} : post);
    if (!response.ok) throw new Error(`the sandbox answered ${response.status} to ${path}`);
    return response.json();
  }

  return {
    async stats() {
      const { portals } = (await call('stats')) as { portals: Record<string, SandboxStats> };
      return portals[PORTAL_ID] ?? NOTHING;
    },
    async resetStats() {
      await call('stats/reset');
    },
    async setLatency(ms) {
      await call('settings', { latencyMs: ms });
    },
    async change(settings) {
      await call('settings', settings);
    },
  };
}
