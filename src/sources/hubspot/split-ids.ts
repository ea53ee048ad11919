import { listObjects, searchObjects } from '../../hubspot/index.ts';
import type { HubSpotQuery } from './hubspot-query.ts';
import { RECORD_ID } from './standard-properties.ts';

/** Records with from <= id < to. */
type Stretch = { readonly from: bigint; readonly to: bigint; readonly count: number };

/** `goals`: row counts at which to cut, ascending. */
export type SplitOptions = { readonly first: string; readonly last: string; readonly total: number; readonly goals: readonly number[] };

/** Nine seconds of search; what is uneven then stays uneven. */
const MOST_COUNTS = 40;
/** Ids this close together need no further look. */
const NARROW = 1_000n;

/**
 * Record ids that cut a type into parts of about the sizes asked for, ascending. Portals hold old short ids and new long ones
 * with nothing between, so the range of ids is halved and counted by search until no stretch holds too much; each half
 * shrinks to the ids that are there. Evenly spread ids need three counts. Only the balance depends on the answers.
 */
export async function splitIds(query: HubSpotQuery, { first, last, total, goals }: SplitOptions): Promise<readonly string[]> {
  let stretches: readonly Stretch[] = [{ from: BigInt(first), to: BigInt(last) + 1n, count: total }];
  let counts = 0;
  for (;;) {
    const most = isEven(stretches, total) ? Number.POSITIVE_INFINITY : total / (goals.length + 1);
    const heavy = stretches.filter(({ from, to, count }) => to - from > NARROW && (stretches.length < 4 || count > most));
    if (heavy.length === 0 || counts + heavy.length > MOST_COUNTS) return cutsOf(stretches, goals.map((goal) => goal / total));
    counts += heavy.length;
    const halves = await Promise.all(stretches.map(async (stretch) => (heavy.includes(stretch) ? halve(query, stretch) : [stretch])));
    stretches = halves.flat().filter(({ count }) => count > 0);
  }
}

function isEven(stretches: readonly Stretch[], total: number): boolean {
  return stretches.length === 4 && stretches.every(({ count }) => count > total * 0.15 && count < total * 0.35);
}

/** Search knows how many lie below the middle and which is the last of them; the list knows the first above. */
async function halve({ gateway, at, type }: HubSpotQuery, { from, to, count }: Stretch): Promise<Stretch[]> {
  const middle = (from + to) / 2n;
  const [below, above] = await Promise.all([
    searchObjects(gateway, at, {
      objectType: type.objectTypeId,
      filters: [
        { propertyName: RECORD_ID, operator: 'GTE', value: String(from) },
        { propertyName: RECORD_ID, operator: 'LT', value: String(middle) },
      ],
      sort: { propertyName: RECORD_ID, direction: 'DESCENDING' },
      properties: [RECORD_ID],
      limit: 1,
      after: null,
    }),
    listObjects(gateway, at, { objectType: type.objectTypeId, properties: [RECORD_ID], limit: 1, after: String(middle - 1n) }),
  ]);
  const left = Math.min(count, below.total ?? count / 2);
  const lastBelow = within(below.objects[0]?.id, from, middle);
  const firstAbove = within(above.objects[0]?.id, middle, to);
  return [
    { from, to: lastBelow === null ? middle : lastBelow + 1n, count: left },
    { from: firstAbove ?? middle, to, count: count - left },
  ];
}

/** The id when it lies where it should; search's order and the list's cursor are not to be relied upon. */
function within(id: string | undefined, from: bigint, to: bigint): bigint | null {
  if (id === undefined || !/^\d+$/.test(id)) return null;
  const value = BigInt(id);
  return value >= from && value < to ? value : null;
}

/** Cuts where each share of the rows is reached, taking the ids inside one stretch as evenly spread. */
function cutsOf(stretches: readonly Stretch[], shares: readonly number[]): string[] {
  const total = stretches.reduce((sum, { count }) => sum + count, 0);
  const cuts = new Set<string>();
  let index = 0;
  let before = 0;
  for (const share of shares) {
    const goal = share * total;
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
