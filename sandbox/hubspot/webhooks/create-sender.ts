import type { Settings } from '../settings.ts';
import type { Change, ChangeSource } from './change.ts';
import { signWebhook } from './sign-webhook.ts';
import { toEvents, type Subscription } from './subscriptions.ts';

/** The app's webhooks component, and where the sandbox reaches what is behind its public address. */
export type WebhookTarget = { targetUrl: string; deliverTo: string; subscriptions: readonly Subscription[] };

export type WebhookStats = { events: number; deliveries: number; accepted: number; failed: number; givenUp: number };

export type Sender = {
  /** Tells the app of changes that are committed, if it is installed in the portal and wants to know. */
  tell: (portalId: number, changes: readonly Change[], source: ChangeSource) => Promise<void>;
  stats: () => WebhookStats;
  /** Resolves when nothing is waiting and nothing is under way. */
  quiet: () => Promise<void>;
  close: () => void;
};

type Wire = Record<string, unknown>;
type Delivery = { events: Wire[]; attempt: number };
type Lane = { waiting: Wire[]; ready: Delivery[]; inFlight: number; timer: NodeJS.Timeout | undefined };

const MOST_EVENTS = 100;
const MOST_IN_FLIGHT = 10;
const MOST_RETRIES = 10;
const ANSWER_MS = 5_000;
const GATHER_MS = 40;
const DAY_MS = 86_400_000;

/**
 * HubSpot's sender: at most 100 events a delivery and 10 deliveries at once per account, 5 seconds to answer, up to 10
 * retries spread over a day with random waits, repeats and disorder at any time, event ids that are not unique
 * (webhooks guide, read 2026-11-22).
 */
export function createSender(deps: {
  target: WebhookTarget | undefined; appId: number; secret: string; settings: Settings;
  now: () => number; random: () => number; isInstalled: (portalId: number) => Promise<boolean>;
}): Sender {
  const { target, settings, now, random } = deps;
  const lanes = new Map<number, Lane>();
  const stats: WebhookStats = { events: 0, deliveries: 0, accepted: 0, failed: 0, givenUp: 0 };
  const timers = new Set<NodeJS.Timeout>();
  let open = 0;
  let closed = false;

  async function tell(portalId: number, changes: readonly Change[], source: ChangeSource): Promise<void> {
    if (target === undefined || changes.length === 0 || closed || !(await deps.isInstalled(portalId))) return;
    // One id for all events of one request, so that nobody takes it for theirs alone.
    const eventId = Math.floor(random() * 1_000_000);
    const common = { eventId, portalId, appId: deps.appId, occurredAt: now(), changeSource: source, ...(source === 'INTEGRATION' ? { sourceId: String(deps.appId) } : {}) };
    const lane = laneOf(portalId);
    for (const change of changes) {
      for (const fields of toEvents(target.subscriptions, change)) {
        lane.waiting.push({ ...common, ...fields });
        stats.events += 1;
        open += 1;
      }
    }
    lane.timer ??= later(GATHER_MS, () => gather(lane));
  }

  function gather(lane: Lane): void {
    lane.timer = undefined;
    const events = settings.webhookDisorder ? shuffled(lane.waiting) : lane.waiting;
    lane.waiting = [];
    for (let from = 0; from < events.length; from += MOST_EVENTS) lane.ready.push({ events: events.slice(from, from + MOST_EVENTS), attempt: 0 });
    pump(lane);
  }

  function pump(lane: Lane): void {
    while (lane.inFlight < MOST_IN_FLIGHT && !closed) {
      const delivery = lane.ready.shift();
      if (delivery === undefined) return;
      lane.inFlight += 1;
      void send(lane, delivery).finally(() => {
        lane.inFlight -= 1;
        pump(lane);
      });
    }
  }

  async function send(lane: Lane, delivery: Delivery): Promise<void> {
    const accepted = await post(delivery);
    stats.deliveries += 1;
    stats[accepted ? 'accepted' : 'failed'] += 1;
    if (accepted) {
      open -= delivery.events.length;
      // A repeat of what was already accepted: single delivery is not promised.
      if (random() < settings.webhookRepeats) void post({ ...delivery, attempt: delivery.attempt + 1 });
      return;
    }
    if (delivery.attempt >= MOST_RETRIES) {
      stats.givenUp += delivery.events.length;
      open -= delivery.events.length;
      return;
    }
    later(waitBefore(delivery.attempt + 1), () => {
      lane.ready.push({ ...delivery, attempt: delivery.attempt + 1 });
      pump(lane);
    });
  }

  /** Doubling waits whose sum is a day at most, half of each by chance. */
  function waitBefore(attempt: number): number {
    const longest = (DAY_MS * 2 ** (attempt - 1)) / (2 ** MOST_RETRIES - 1);
    return longest * (0.5 + random() / 2) * settings.webhookRetryScale;
  }

  async function post({ events, attempt }: Delivery): Promise<boolean> {
    const body = JSON.stringify(events.map((event) => ({ ...event, attemptNumber: attempt })));
    try {
      const response = await fetch(target!.deliverTo, {
        method: 'POST', body, redirect: 'manual', signal: AbortSignal.timeout(ANSWER_MS),
        headers: signWebhook({ url: target!.targetUrl, body, secret: deps.secret, now: now() }),
      });
      await response.arrayBuffer();
      return response.status >= 200 && response.status < 300;
    } catch {
      return false;
    }
  }

  function shuffled(events: readonly Wire[]): Wire[] {
    return events.map((event) => ({ event, place: random() })).sort((one, other) => one.place - other.place).map(({ event }) => event);
  }

  function laneOf(portalId: number): Lane {
    const lane = lanes.get(portalId) ?? { waiting: [], ready: [], inFlight: 0, timer: undefined };
    lanes.set(portalId, lane);
    return lane;
  }

  function later(ms: number, work: () => void): NodeJS.Timeout {
    const timer = setTimeout(() => {
      timers.delete(timer);
      work();
    }, ms);
    timers.add(timer);
    return timer;
  }

  async function quiet(): Promise<void> {
    while (open > 0 && !closed) await new Promise((resolve) => setTimeout(resolve, 20));
  }

  function close(): void {
    closed = true;
    for (const timer of timers) clearTimeout(timer);
  }

  return { tell, stats: () => ({ ...stats }), quiet, close };
}
