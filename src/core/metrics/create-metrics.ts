import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Metrics, Reading } from './metrics.ts';

const CARD_SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2, 4, 8, 12];
const JOB_SECONDS = [1, 2, 5, 10, 30, 60, 300, 900, 3_600, 14_400, 86_400];

/** Counts in this process's memory; a scraper adds the processes up. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const jobs = new Histogram({ name: 'siderail_job_seconds', help: 'From the click to the end of a job', labelNames: ['kind', 'lane', 'state'], buckets: JOB_SECONDS, registers });
  const rows = new Counter({ name: 'siderail_job_rows_total', help: 'Rows of jobs that ended', labelNames: ['kind', 'state'], registers });
  const notices = new Counter({ name: 'siderail_notices_total', help: 'Messages by what became of one try', labelNames: ['channel', 'state'], registers });
  const hubspot = new Counter({ name: 'siderail_hubspot_requests_total', help: 'Requests sent to HubSpot; more than 95 % must succeed', labelNames: ['area', 'outcome'], registers });
  const cards = new Histogram({ name: 'siderail_card_seconds', help: 'Card requests by route and error code', labelNames: ['route', 'outcome'], buckets: CARD_SECONDS, registers });

  return {
    jobEnded({ kind, lane, state, createdAt, finishedAt, rowsDone }) {
      jobs.observe({ kind, lane, state }, Math.max(0, ((finishedAt ?? createdAt).getTime() - createdAt.getTime()) / 1_000));
      rows.inc({ kind, state }, Number(rowsDone));
    },
    noticeSettled: (channel, state) => notices.inc({ channel, state }),
    hubspotTried: (area, status) => hubspot.inc({ area, outcome: outcomeOf(status) }),
    cardAnswered: (route, outcome, seconds) => cards.observe({ route, outcome }, seconds),
    text: async (readings) => `${await registry.metrics()}\n${await textOf(readings)}`,
  };
}

function outcomeOf(status: number | null): string {
  if (status === null) return 'no_answer';
  if (status === 429) return 'rate_limited';
  return status >= 400 ? 'failed' : 'ok';
}

/** A registry of its own each time: what is not read any more must not be shown with its last value. */
async function textOf(readings: readonly Reading[]): Promise<string> {
  const registry = new Registry();
  const gauges = new Map<string, Gauge>();
  for (const { name, help, labels = {}, value } of readings) {
    const gauge = gauges.get(name) ?? new Gauge({ name, help, labelNames: Object.keys(labels), registers: [registry] });
    gauges.set(name, gauge);
    gauge.set({ ...labels }, value);
  }
  return registry.metrics();
}
