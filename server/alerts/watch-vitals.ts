import type { App } from '../compose.ts';
import { readGauges } from '../observability/read-gauges.ts';

/** Nobody's export should stand this long without a worker taking it. */
const WAITING_SECONDS = 600;

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
    await alerts.flush();
  } catch (err) {
    context.log.warn({ err }, 'vitals not looked at');
  }
}
