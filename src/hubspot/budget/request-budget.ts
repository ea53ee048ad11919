import type { PortalId } from '../../core/ids/portal-id.ts';

/** HubSpot's three independent allowances per portal. */
export type BudgetName = 'objects' | 'search' | 'associations';

/** `person`: somebody is waiting in front of a card. `background`: a job, which always lets people go first. */
export type Lane = 'person' | 'background';

/**
 * A call that may be sent now. `answered` is told when HubSpot's answer begins, or fails to come: a slow one may have been counted
 * late. `kind`: calls of one kind take alike; `success`: how long it took says something of its kind. `unsent`: it never went out.
 * The first of the two counts; without either, a search keeps its place for twenty seconds.
 */
export type GrantedCall = {
  answered(kind: string, success: boolean): void;
  unsent(): void;
};

/** One portal's request allowance, shared by every process. */
export type RequestBudget = {
  /**
   * Resolves at the moment one call may be sent, at once or after a wait.
   * Throws `hubspot.rate_limited` (with `afterMs`) when the wait would be longer than the lane can bear,
   * and the signal's reason when it aborts.
   */
  take(portalId: PortalId, budget: BudgetName, lane: Lane, signal: AbortSignal): Promise<GrantedCall>;
  /** Nobody gets a call out of this allowance for `ms` milliseconds, in any process. Never shortens an earlier block. */
  blockUntil(portalId: PortalId, budget: BudgetName, ms: number): Promise<void>;
};
