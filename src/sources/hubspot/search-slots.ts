import type { PortalId } from '../../core/ids/portal-id.ts';

/**
 * How many parts read through search at this moment, per portal in this process. Only spreads the work over the two
 * allowances: what is correct never depends on which of them a part was read with.
 */
export type SearchSlots = {
  /** Takes a place and gives back how to leave it; null when all are taken. */
  take(portalId: PortalId): (() => void) | null;
  isFree(portalId: PortalId): boolean;
};

export function createSearchSlots(most: number): SearchSlots {
  const taken = new Map<PortalId, number>();

  return {
    isFree: (portalId) => (taken.get(portalId) ?? 0) < most,
    take(portalId) {
      const now = taken.get(portalId) ?? 0;
      if (now >= most) return null;
      taken.set(portalId, now + 1);
      let left = false;
      return () => {
        if (left) return;
        left = true;
        const rest = (taken.get(portalId) ?? 1) - 1;
        if (rest > 0) taken.set(portalId, rest);
        else taken.delete(portalId);
      };
    },
  };
}
