import type pg from 'pg';
import type { Logger } from '../../src/core/log/logger.ts';

export type Alert = { readonly group: string; readonly times: number; readonly firstAt: Date; readonly lastAt: Date; readonly supportCode: string | null };

export type VendorAlerts = {
  /** Notes one more of a group, and tells the vendor when it is time. Never throws. */
  raise(group: string, supportCode: string | null): Promise<void>;
  /** Tells of what has come together since, over all processes. Never throws. */
  flush(): Promise<void>;
};

export type VendorAlertsOptions = {
  readonly pool: pg.Pool;
  /** Resolves when at least one way took it. */
  readonly send: (alert: Alert) => Promise<void>;
  readonly log: Pick<Logger, 'warn'>;
  /** One message about a group in this time, and so many about all groups in an hour. */
  readonly quietMs?: number;
  readonly perHour?: number;
};

const QUIET_MS = 15 * 60_000;
const PER_HOUR = 12;

const NOTE = `
insert into vendor_alerts as a (group_key, support_code, first_at, last_at, unsent) values ($1, $2, clock_timestamp(), clock_timestamp(), 1)
on conflict (group_key) do update set last_at = excluded.last_at, unsent = a.unsent + 1, support_code = coalesce(excluded.support_code, a.support_code),
  first_at = case when a.unsent = 0 then excluded.first_at else a.first_at end`;

/** Held around TAKE, so that the count of the last hour is true: two processes at once would both find a place. */
const LOCK = 'select pg_advisory_xact_lock(72707371)';
const TAKE = `
with due as (
  select d.group_key, d.unsent, d.first_at, d.last_at, d.support_code from vendor_alerts d
  where d.unsent > 0 and (d.sent_at is null or d.sent_at < clock_timestamp() - $1::float8 * interval '1 ms')
    and (select count(*) from vendor_alerts s where s.sent_at > clock_timestamp() - interval '1 hour') < $2
  order by d.first_at limit 1 for update of d
)
update vendor_alerts a set unsent = 0, sent_at = clock_timestamp() from due where a.group_key = due.group_key
returning a.group_key as "group", due.unsent as times, due.first_at as "firstAt", due.last_at as "lastAt", due.support_code as "supportCode"`;

/**
 * Tells the vendor what went wrong on our side, once for many: the same sentence from all processes is one message, the
 * next one about it comes a quarter of an hour later with the number since, and there are twelve an hour at most. A
 * message that could not be sent is counted into the next one.
 */
export function createVendorAlerts(options: VendorAlertsOptions): VendorAlerts {
  const { pool, send, log, quietMs = QUIET_MS, perHour = PER_HOUR } = options;

  async function flush(): Promise<void> {
    try {
      for (let alert = await take(); alert !== null; alert = await take()) await tell(alert);
    } catch (err) {
      log.warn({ err }, 'alerts could not be looked at');
    }
  }

  async function take(): Promise<Alert | null> {
    const client = await pool.connect();
    try {
      await client.query('begin');
      await client.query(LOCK);
      const { rows } = await client.query<Alert>(TAKE, [quietMs, perHour]);
      await client.query('commit');
      return rows[0] ?? null;
    } catch (error) {
      await client.query('rollback').catch(() => undefined);
      throw error;
    } finally {
      client.release();
    }
  }

  async function tell(alert: Alert): Promise<void> {
    try {
      await send(alert);
    } catch (err) {
      log.warn({ err }, 'an alert was not sent');
      await pool.query('update vendor_alerts set unsent = unsent + $2, first_at = $3 where group_key = $1', [alert.group, alert.times, alert.firstAt]);
    }
  }

  return {
    flush,
    async raise(group, supportCode) {
      try {
        await pool.query(NOTE, [group, supportCode]);
      } catch (err) {
        // The database is away: the log has it, and readiness says so.
        log.warn({ err }, 'an alert could not be noted');
        return;
      }
      await flush();
    },
  };
}
