import type pg from 'pg';
import { AppError } from '../../src/core/errors/index.ts';
import type { Logger } from '../../src/core/log/logger.ts';
import { environmentFingerprint } from './environment-fingerprint.ts';

export type Fence = {
  /** False: this process sends nothing and calls nobody. */
  armed(): boolean;
  /** Throws environment.disarmed unless armed. */
  pass(): void;
  /** Looks at the mark again. */
  look(): Promise<boolean>;
  close(): void;
};

export type FenceOptions = { readonly pool: pg.Pool; readonly databaseUrl: string; readonly origin: string; readonly log: Pick<Logger, 'error' | 'warn'> };

const LOOK_MS = 10_000;

/**
 * A copy of a production database must not send mails, call HubSpot or delete files in production's name (S4.13). The
 * first environment that opens a database marks it; one that does not match the mark is disarmed until `npm run arm`.
 * Whoever was armed last is the only one.
 */
export async function openFence(options: FenceOptions): Promise<Fence> {
  const { pool, origin, log } = options;
  const own = await environmentFingerprint(pool, options);
  await pool.query('insert into environment_mark (fingerprint, origin) values ($1, $2) on conflict do nothing', [own, origin]);
  let open = false;

  async function look(): Promise<boolean> {
    const { rows: [mark] } = await pool.query<{ fingerprint: string; origin: string }>('select fingerprint, origin from environment_mark');
    const matches = mark?.fingerprint === own;
    if (open && !matches) log.error('another environment was armed on this database: this one is now disarmed');
    open = matches;
    return matches;
  }

  if (!(await look())) log.error('this database belongs to another environment: disarmed until npm run arm');
  const timer = setInterval(() => void look().catch((err: unknown) => log.warn({ err }, 'the environment’s mark could not be read')), LOOK_MS).unref();

  return {
    armed: () => open,
    pass() {
      if (!open) throw new AppError('environment.disarmed');
    },
    look,
    close: () => clearInterval(timer),
  };
}
