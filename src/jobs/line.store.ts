import type { Database } from '../core/db/index.ts';
import { PortalId } from '../core/ids/portal-id.ts';
import { getJob } from './jobs.store.ts';
import type { JobRow } from './jobs.store.ts';

/** Told by the trigger that keeps the line, with the commit of what changed it. */
export const LINE_CHANNEL = 'job_line';

export type ClaimRule = {
  /** Jobs of one portal that may run at the same time, over all workers. */
  readonly portalCap: number;
  /** Only a portal of which nothing runs. */
  readonly newcomersOnly: boolean;
  readonly leaseSeconds: number;
};

/** How long a job has its place at least, in milliseconds, where another portal waits with nothing running. */
export type Turns = {
  /** Its job has never run. */
  readonly newcomerMs: number;
  /** It has, and gave way itself. */
  readonly othersMs: number;
};

type Claim = { claimedPortal: string; claimedJob: string; claimedFence: number };

/**
 * Takes the next job of all portals for this worker and raises its fence: fewest running jobs of the portal first, then
 * longest waiting. Null when there is none that may run now. The rule is the function `claim_next_job` of the migrations.
 */
export async function claimNext(database: Database, rule: ClaimRule): Promise<JobRow | null> {
  const { rows } = await database.pool.query<Claim>('select * from claim_next_job($1, $2, $3)', [rule.portalCap, rule.newcomersOnly, rule.leaseSeconds]);
  return jobOf(database, rows[0]);
}

/** The same of the slow views alone, which stand behind no export. */
export async function claimNextView(database: Database, rule: Omit<ClaimRule, 'portalCap'>): Promise<JobRow | null> {
  const { rows } = await database.pool.query<Claim>('select * from claim_next_view($1, $2)', [rule.newcomersOnly, rule.leaseSeconds]);
  return jobOf(database, rows[0]);
}

async function jobOf(database: Database, claim: Claim | undefined): Promise<JobRow | null> {
  if (claim === undefined) return null;
  const job = await database.inPortal(PortalId.parse(claim.claimedPortal), (tx) => getJob(tx, claim.claimedJob));
  return job?.fence === claim.claimedFence ? job : null;
}

/** Asks jobs to give way where portals wait without any running, and gives all that are asked, of all workers. */
export async function askToGiveWay(database: Database, { newcomerMs, othersMs }: Turns): Promise<ReadonlySet<string>> {
  const { rows } = await database.pool.query<{ id: string }>('select ask_to_give_way($1, $2) as id', [newcomerMs, othersMs]);
  return new Set(rows.map(({ id }) => id));
}
