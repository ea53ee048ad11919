import type { ViewTableRequest } from '#contract';
import type { Caller } from '../access/index.ts';
import type { OpenTable } from '../connections/index.ts';
import type { Context } from '../context/index.ts';
import { addProgress, insertJob } from '../jobs/index.ts';
import { announce } from '../notices/index.ts';
import { KEPT_MS } from './kept-ms.ts';
import { countOpenViews, findKeptView, insertKeptView, lockViews } from './kept-views.store.ts';
import type { KeptView } from './kept-views.store.ts';
import type { ViewProgress } from './view-progress.ts';

/** A person who pages on and on through a slow table does not fill the line of jobs. */
const MOST_OPEN = 5;

export type SlowView = {
  readonly table: OpenTable;
  readonly request: ViewTableRequest;
  readonly viewKey: string;
  readonly cursor: string | null;
  readonly progress: ViewProgress;
  readonly asOf: Date;
};

/**
 * Makes a job of a view whose time in the click is over; it goes on behind what was read. Two arrivals of one question get
 * the same job. Null when this person already waits for as many views as anybody may.
 */
export async function handOff(context: Context, caller: Caller, slow: SlowView): Promise<Pick<KeptView, 'jobId' | 'progress' | 'asOf'> | null> {
  const { portalId, userId, userEmail } = caller;
  const ref = { portalId, userId, viewKey: slow.viewKey };
  return context.database.inPortal(portalId, async (tx) => {
    await lockViews(tx, ref);
    const now = context.now();
    const other = await findKeptView(tx, ref, new Date(now));
    if (other !== null && (other.state === 'queued' || other.state === 'running')) return other;
    if ((await countOpenViews(tx, userId)) >= MOST_OPEN) return null;
    const id = context.newId();
    const job = await insertJob(tx, {
      id, portalId, kind: 'view', lane: 'background', title: slow.table.query.table.title, userId, userEmail,
      requestId: `view-${id}`, requestSha256: slow.viewKey, rowsTotal: null, traceParent: context.tracer.current(),
    });
    const { live: _live, ...request } = slow.request;
    const kept = { jobId: id, userId, request, cursor: slow.cursor, access: slow.table.rights, progress: slow.progress, shape: slow.table.query.table.shape ?? null, asOf: slow.asOf, until: new Date(now + KEPT_MS) };
    await insertKeptView(tx, ref, kept);
    if (slow.progress.rows.length > 0) await addProgress(tx, id, slow.progress.rows.length);
    await announce(context, tx, job!, 'started');
    return kept;
  });
}
