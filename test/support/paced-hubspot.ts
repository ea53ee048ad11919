import type { VirtualTime } from './virtual-time.ts';

export type PacedPortal = { readonly sent: number; readonly refused: number; readonly objects: readonly number[]; readonly searches: readonly number[] };

/** Calls that somebody else makes out of the same allowance, in a stretch of time. */
export type Storm = { readonly from: number; readonly to: number; readonly objectsPer10s: number; readonly searchesPer1s: number };

export type PacedHubSpot = { readonly fetch: typeof fetch; portal(id: string): PacedPortal };

type Windows = { sent: number; refused: number; objects: number[]; searches: number[] };

const WINDOW = { objects: { ms: 10_000, most: 110 }, search: { ms: 1_000, most: 5 } } as const;

/**
 * HubSpot's two rolling windows in virtual time and nothing else: an empty page for every call within them, its 429
 * beyond. As in HubSpot, a refused call is in the window too. The portal is the token.
 */
export function createPacedHubSpot(time: VirtualTime, options: { readonly latencyMs: number; readonly jitterMs: number; readonly random: () => number; readonly storm?: Storm }): PacedHubSpot {
  const { latencyMs, jitterMs, random, storm } = options;
  const portals = new Map<string, Windows>();

  function windowsOf(id: string): Windows {
    const windows = portals.get(id) ?? { sent: 0, refused: 0, objects: [], searches: [] };
    portals.set(id, windows);
    return windows;
  }

  /** Answers whether the window has room for this one. Arrivals are in order: everything happens at its moment. */
  function arrive(id: string, budget: 'objects' | 'search'): boolean {
    const windows = windowsOf(id);
    const arrivals = budget === 'objects' ? windows.objects : windows.searches;
    const now = time.now();
    const stormy = storm !== undefined && now >= storm.from && now < storm.to;
    const others = !stormy ? 0 : budget === 'objects' ? storm.objectsPer10s : storm.searchesPer1s;
    arrivals.push(now);
    windows.sent += 1;
    let within = 0;
    for (let at = arrivals.length - 1; at >= 0 && now - arrivals[at]! < WINDOW[budget].ms; at -= 1) within += 1;
    const fits = within + others <= WINDOW[budget].most;
    if (!fits) windows.refused += 1;
    return fits;
  }

  async function answer(input: Parameters<typeof fetch>[0], init?: RequestInit): Promise<Response> {
    const id = new Headers(init?.headers).get('authorization')?.replace('Bearer ', '') ?? '';
    const budget = String(input).includes('/search') ? 'search' as const : 'objects' as const;
    await time.sleep(jitterMs * random());
    const fits = arrive(id, budget);
    await time.sleep(latencyMs * (0.7 + 0.6 * random()));
    if (fits) return Response.json({ results: [] });
    return Response.json({ status: 'error', errorType: 'RATE_LIMIT', policyName: budget === 'search' ? 'SECONDLY' : 'TEN_SECONDLY_ROLLING' }, { status: 429 });
  }

  return { fetch: answer, portal: windowsOf };
}
