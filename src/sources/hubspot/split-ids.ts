import { searchObjects } from '../../hubspot/index.ts';
import type { HubSpotQuery } from './hubspot-query.ts';
import { RECORD_ID } from './standard-properties.ts';

/** Records with ids from `from` up to the next knot's `from`. */
type Stretch = { readonly from: bigint; readonly to: bigint; readonly count: number };

export type SplitOptions = { readonly first: string; readonly last: string; readonly total: number; readonly parts: number };

/** Nine seconds of search; what is uneven then stays uneven. */
const MOST_COUNTS = 40;

/**
 * Record ids that cut a type into parts of about equal size, ascending. Portals hold old short ids and new long ones,
 * so ids are far from even: stretches are counted by search and halved until none holds too much. Evenly spread ids
 * need three counts.
 */
export async function splitIds(query: HubSpotQuery, { first, last, total, parts }: SplitOptions): Promise<readonly string[]> {
  let stretches: Stretch[] = [{ from: BigInt(first), to: BigInt(last) + 1n, count: total }];
  let counts = 0;
  for (;;) {
    const most = isEven(stretches, total) ? Number.POSITIVE_INFINITY : total / parts;
    const heavy = stretches.filter(({ from, to, count }) => to - from > 1_000n && (stretches.length < 4 || count > most));
    if (heavy.length === 0 || counts + heavy.length > MOST_COUNTS) return cutsOf(stretches, parts);
    counts += heavy.length;
    const halves = await Promise.all(stretches.map(async (stretch) => (heavy.includes(stretch) ? halve(query, stretch) : [stretch])));
    stretches = halves.flat();
  }
}

function isEven(stretches: readonly Stretch[], total: number): boolean {
  return stretches.length === 4 && stretches.every(({ count }) => count > total * 0.15 && count < total * 0.35);
}

async function halve({ gateway, at, type }: HubSpotQuery, { from, to, count }: Stretch): Promise<Stretch[]> {
  const middle = (from + to) / 2n;
  const page = await searchObjects(gateway, at, {
    objectType: type.objectTypeId,
    filters: [
      { propertyName: RECORD_ID, operator: 'GTE', value: String(from) },
      { propertyName: RECORD_ID, operator: 'LT', value: String(middle) },
    ],
    sort: { propertyName: RECORD_ID, direction: 'ASCENDING' },
    properties: [RECORD_ID],
    limit: 1,
    after: null,
  });
  const left = Math.min(count, page.total ?? count / 2);
  return [{ from, to: middle, count: left }, { from: middle, to, count: count - left }];
}

/** Cuts where each further part is full, taking the ids inside one stretch as evenly spread. */
function cutsOf(stretches: readonly Stretch[], parts: number): string[] {
  const total = stretches.reduce((sum, { count }) => sum + count, 0);
  const cuts = new Set<string>();
  let index = 0;
  let before = 0;
  for (let part = 1; part < parts; part += 1) {
    const goal = (part * total) / parts;
    let stretch = stretches[index];
    while (stretch !== undefined && before + stretch.count < goal) {
      before += stretch.count;
      index += 1;
      stretch = stretches[index];
    }
    if (stretch === undefined) break;
    const millionths = Math.round(((goal - before) / stretch.count) * 1_000_000);
    cuts.add(String(stretch.from + ((stretch.to - stretch.from) * BigInt(millionths)) / 1_000_000n));
  }
  return [...cuts];
}
