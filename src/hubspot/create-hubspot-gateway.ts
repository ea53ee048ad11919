import { AppError } from '../core/errors/index.ts';
import { API_VERSION, apiPaths, type ApiVersion } from './api-paths.ts';
import type { Lane, RequestBudget } from './budget/request-budget.ts';
import { callHubSpot } from './call-hubspot.ts';
import type { RefusalBreaker } from './breaker/refusal-breaker.ts';
import type { CallMeter } from './call-meter.ts';
import type { GatewayLog, HubSpotGateway, TokenSource } from './gateway.ts';
import { pause, type Sleep } from './pause.ts';
import type { PropertyDefinition } from './properties/property-definition.ts';
import { createTtlCache } from './ttl-cache.ts';

export type HubSpotGatewayOptions = {
  /** Origin of the API, `https://api.hubapi.com` or any HubSpot-compatible server. */
  readonly apiUrl: string;
  readonly version?: ApiVersion;
  readonly tokens: TokenSource;
  readonly budget: RequestBudget;
  readonly fetch: typeof fetch;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly sleep: Sleep;
  /** A number in [0, 1). */
  readonly random: () => number;
  readonly log: GatewayLog;
  /** Without it nothing is counted. */
  readonly meter?: CallMeter;
  /** Without it HubSpot is asked however often it refused. */
  readonly breaker?: RefusalBreaker;
  /** Milliseconds one request may take, body included. */
  readonly timeoutMs?: Readonly<Record<Lane, number>>;
};

const TIMEOUT_MS: Readonly<Record<Lane, number>> = { person: 10_000, background: 30_000 };
const DEFINITIONS_MS = 5 * 60_000;
const MOST_DEFINITIONS = 500;
/** A right that HubSpot took from a person lives on for so long at most. */
const PEOPLE_MS = 60_000;
const MOST_PEOPLE = 5_000;

/** Builds the gateway; once per process, in the composition file. Throws `install.misconfigured` on a bad `apiUrl`. */
export function createHubSpotGateway(options: HubSpotGatewayOptions): HubSpotGateway {
  if (!URL.canParse(options.apiUrl)) throw new AppError('install.misconfigured', { detail: 'HUBSPOT_API_URL is not an address' });
  const timeoutMs = options.timeoutMs ?? TIMEOUT_MS;

  return {
    paths: apiPaths(options.version ?? API_VERSION),
    log: options.log,
    definitions: createTtlCache<readonly PropertyDefinition[]>({ ttlMs: DEFINITIONS_MS, max: MOST_DEFINITIONS, now: options.now }),
    people: createTtlCache<unknown>({ ttlMs: PEOPLE_MS, max: MOST_PEOPLE, now: options.now }),
    pause: (ms, signal) => pause(options.sleep, ms, signal),
    call: (portalId, request) => callHubSpot({ ...options, timeoutMs: Math.min(timeoutMs[request.lane], request.mostMs ?? Infinity) }, portalId, request),
  };
}
