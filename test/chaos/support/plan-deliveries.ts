import { wireEvent } from '../../support/send-webhooks.ts';
import type { WireEvent } from '../../support/send-webhooks.ts';
import type { SeededRandom } from './seeded-random.ts';

/** Events per portal that must have an effect, each once. */
export type Effects = Readonly<Record<string, Readonly<Record<string, number>>>>;

/**
 * Unique events in deliveries of 1 to 100, 30 % of them repeated, shuffled, 5 % a day late, with event ids that are not
 * unique; and how many events each record must come to.
 */
export function planDeliveries(count: number, portals: readonly string[], random: SeededRandom): { deliveries: WireEvent[][]; expected: Effects } {
  const expected: Record<string, Record<string, number>> = {};
  const events: WireEvent[] = [];
  const began = Date.now();
  for (let index = 0; index < count; index += 1) {
    const portal = random.pick(portals);
    const objectId = 1 + random.between(0, Math.ceil(count / 10));
    const late = random.next() < 0.05;
    events.push(wireEvent({ portalId: Number(portal), objectId, eventId: random.between(1, 50), occurredAt: began - count + index - (late ? 86_400_000 : 0) }));
    const ofPortal = (expected[portal] ??= {});
    ofPortal[objectId] = (ofPortal[objectId] ?? 0) + 1;
  }
  const repeats = events.filter(() => random.next() < 0.3).map((event) => ({ ...event, attemptNumber: 1 }));
  const all = shuffle([...events, ...repeats], random);
  const deliveries: WireEvent[][] = [];
  for (let from = 0; from < all.length;) {
    const size = random.between(1, 100);
    deliveries.push(all.slice(from, from + size));
    from += size;
  }
  return { deliveries, expected };
}

function shuffle<T>(items: T[], random: SeededRandom): T[] {
  for (let at = items.length - 1; at > 0; at -= 1) {
    const other = random.between(0, at);
    [items[at], items[other]] = [items[other]!, items[at]!];
  }
  return items;
}
