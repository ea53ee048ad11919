import type { AppError } from '../core/errors/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import type { ApiPaths } from './api-paths.ts';
import type { CallPurpose } from './call-meter.ts';
import type { BudgetName, Lane } from './budget/request-budget.ts';
import type { PropertyDefinition } from './properties/property-definition.ts';
import type { TtlCache } from './ttl-cache.ts';

/** Turns parsed JSON into the answer or throws; a zod schema is one. */
export type AnswerSchema<T> = { readonly parse: (json: unknown) => T };

export type CallRequest<T> = {
  readonly budget: BudgetName;
  readonly lane: Lane;
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** A form instead of a body, made anew for every request. */
  readonly form?: () => FormData;
  /** False for what must not happen twice: it is sent again only when HubSpot proved that it was not processed. */
  readonly repeatable: boolean;
  readonly signal: AbortSignal;
  readonly schema: AnswerSchema<T>;
  /** Called once per request that went out, repeats included. */
  readonly onAttempt?: () => void;
  /** Milliseconds one request may take, where that must be less than the lane's limit. */
  readonly mostMs?: number;
  /** What is counted and shown of the call; without it, `other`. */
  readonly purpose?: CallPurpose;
  /**
   * For what must not happen twice and may have happened (F19): looks, and gives the value when it did. Null: it did
   * not, and may be sent again. Throws when nobody can tell, or when sending again is not safe.
   */
  readonly settle?: (error: AppError) => Promise<{ readonly value: T } | null>;
  /** Makes a value of a refusal with status 400 or 409, whose body tells what was refused. Null: an error, as usual. */
  readonly refused?: (answer: { readonly status: number; readonly body: string }) => { readonly value: T } | null;
};

/** Who calls and how long they wait: the same for all calls of one page or one part. */
export type CallContext = {
  readonly portalId: PortalId;
  readonly lane: Lane;
  readonly signal: AbortSignal;
  readonly purpose?: CallPurpose;
  readonly onAttempt?: () => void;
};

/** Where a portal's tokens come from; asked anew for every request, because a job outlives a token. */
export type TokenSource = {
  accessToken(portalId: PortalId, options: { readonly signal: AbortSignal }): Promise<string>;
  /** Refreshes unless somebody already did: `usedToken` is the one HubSpot refused. Throws `portal.needs_reauth`. */
  refreshAfterExpiry(portalId: PortalId, usedToken: string): Promise<string>;
  /** `usedToken`: only when this, the refused one, is still the portal's. */
  markNeedsReauth(portalId: PortalId, usedToken?: string): Promise<void>;
};

export type GatewayLog = {
  warn(data: object, message: string): void;
};

/** The only door to HubSpot's API. */
export type HubSpotGateway = {
  readonly paths: ApiPaths;
  readonly log: GatewayLog;
  readonly definitions: TtlCache<readonly PropertyDefinition[]>;
  /** Users and owners that were asked for, for a minute. Keys carry the portal id. */
  readonly people: TtlCache<unknown>;
  /** Waits; throws the signal's reason as soon as it aborts. */
  pause(ms: number, signal: AbortSignal): Promise<void>;
  /**
   * One call with budget, token, time limit and repeats. Throws AppErrors: `hubspot.*`, `portal.needs_reauth`,
   * `source.refused`, `source.timeout`, or the signal's reason.
   */
  call<T>(portalId: PortalId, request: CallRequest<T>): Promise<T>;
};
