import type { SourceContext } from '../define-source.ts';
import type { HubSpotQuery } from './hubspot-query.ts';
import type { SearchSlots } from './search-slots.ts';

export type ReadOptions = {
  readonly query: HubSpotQuery;
  readonly now: SourceContext<unknown>['now'];
  readonly hurry?: AbortSignal;
  readonly slots: SearchSlots;
  /** Calls made since the last time it was asked. */
  readonly takeCalls: () => number;
};
