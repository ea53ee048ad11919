import type { Context } from '../context/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import { sumCounts, type Totals } from './usage.store.ts';

/** HubSpot certifies apps with more than this share of successful requests over 30 days (H1, read November 2026). */
export const SUCCESS_LINE = 0.95;
const DAY_MS = 86_400_000;

export type PortalUsage = {
  readonly rows: readonly Totals[];
  readonly tries: number;
  readonly failed: number;
  /** 1 when nothing was sent. */
  readonly successRate: number;
  readonly belowLine: boolean;
};

/** What a portal sent to HubSpot in the last `days` days, and how it stands to HubSpot's line. */
export async function portalUsage(context: Pick<Context, 'database' | 'now'>, portalId: PortalId, days = 30): Promise<PortalUsage> {
  const since = new Date(context.now() - (days - 1) * DAY_MS).toISOString().slice(0, 10);
  const rows = await context.database.inPortal(portalId, (tx) => sumCounts(tx, since));
  const tries = rows.reduce((sum, row) => sum + row.tries, 0);
  const failed = rows.reduce((sum, row) => sum + row.failed, 0);
  const successRate = tries === 0 ? 1 : (tries - failed) / tries;
  return { rows, tries, failed, successRate, belowLine: successRate <= SUCCESS_LINE };
}
