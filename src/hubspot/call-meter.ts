import type { PortalId } from '../core/ids/portal-id.ts';

/** What a call is for: the part of the app that asks, and the job where there is one. */
export type CallPurpose = { readonly area: 'views' | 'exports' | 'actions' | 'installs' | 'other'; readonly jobId?: string };

/** Counts what goes to HubSpot. Never waits and never throws: counting must not fail a call. */
export type CallMeter = {
  /** One call that a feature asked for. */
  request(portalId: PortalId, purpose: CallPurpose): void;
  /** One request that went out for it; `status` is null when no whole answer came. */
  tried(portalId: PortalId, purpose: CallPurpose, status: number | null): void;
};
