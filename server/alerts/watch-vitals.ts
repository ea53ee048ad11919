import type { App } from '../compose.ts';
import { readSuccess, SUCCESS_LINE } from '../../src/usage/index.ts';
import { readGauges } from '../observability/read-gauges.ts';

/** Nobody's export should stand this long without a worker taking it. */
const WAITING_SECONDS = 600;
/** Fewer requests of a day say nothing about a share of them. */
const TELLING_TRIES = 500;

/** Looks at what no single request or job would notice, and says it in the log, which tells the vendor. Never throws. */
export async function watchVitals({ context, readiness, alerts }: Pick<App, 'context' | 'readiness' | 'alerts'>): Promise<void> {
  try {
    const { ready, checks } = await readiness();
    if (!ready) context.log.error({ checks }, 'not ready to work');
    const readings = await readGauges(context.database.pool);
    const oldest = (name: string): number => Math.max(0, ...readings.filter((reading) => reading.name === name).map(({ value }) => value));
    if (oldest('siderail_line_oldest_seconds') > WAITING_SECONDS) context.log.error('jobs wait for more than ten minutes');
    if (oldest('siderail_webhook_lag_seconds') > WAITING_SECONDS) context.log.error('webhooks wait for more than ten minutes');
    if (oldest('siderail_queue_oldest_seconds') > WAITING_SECONDS) context.log.error('mails or deletions wait for more than ten minutes');
    const { day, lately } = await readSuccess(context.database.pool);
    // Of the last hours too, so that nobody is told for the rest of the day what is over.
    if (day.tries >= TELLING_TRIES && day.rate <= SUCCESS_LINE && lately.rate <= SUCCESS_LINE) context.log.error({ ...day }, 'no more than 95 % of the requests to HubSpot succeeded in the last day');
    await alerts.flush();
  } catch (err) {
    context.log.warn({ err }, 'vitals not looked at');
  }
}
