import { slotsAfter } from './slots-after.ts';
import type { Plan } from './slots-after.ts';

/** The next `count` moments behind `after`; fewer when the rule has no more. */
export function nextSlots(plan: Plan, after: number, count: number): number[] {
  const next: number[] = [];
  for (const slot of slotsAfter(plan, after)) {
    next.push(slot);
    if (next.length === count) break;
  }
  return next;
}
