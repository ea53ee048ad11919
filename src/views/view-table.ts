import type { ViewTableRequest, ViewTableResponse } from '#contract';
import type { Caller } from '../access/index.ts';
import { openTable } from '../connections/index.ts';
import type { OpenTable } from '../connections/index.ts';
import type { Context } from '../context/index.ts';
import { AppError, toAppError } from '../core/errors/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import { requireActive } from '../installs/index.ts';
import { handOff } from './hand-off.ts';
import { dropKeptView, readKeptView } from './kept-views.store.ts';
import type { KeptView, ViewRef } from './kept-views.store.ts';
import type { SourceContext, SourceQuery } from '../sources/define-source.ts';
import { openPage, sealPage } from './page-token.ts';
import type { PageStart } from './page-token.ts';
import { readView } from './read-view.ts';
import { sameRights } from './same-rights.ts';
import { viewKey } from './view-key.ts';
import { newProgress } from './view-progress.ts';

type Shown = Pick<KeptView, 'progress' | 'asOf'> & { readonly jobId: string | null };

/**
 * One page of a table, read live, with the age it has. Count and totals are asked at the same time and left out when the
 * source cannot say them; only a failing page fails the view. What is not there when `signal` aborts, or the source gives up for the person, is left to a job,
 * which goes on behind what was read (D2); its result is the answer to the same question until its time is over.
 */
export async function viewTable(context: Context, caller: Caller, request: ViewTableRequest, signal: AbortSignal): Promise<ViewTableResponse> {
  const { portalId, userId } = caller;
  const opening = openTable(context, { portalId, userId, verb: 'view', lane: 'person', signal, purpose: { area: 'views' } }, request.query);
  // Looked up beside the table; whether the person may see it is heard first.
  const keeping = lookUp(context, caller, request);
  keeping.catch(() => undefined);
  const table = await opening;
  const { start, ref, kept } = await keeping;
  const shape = table.query.table.shape ?? null;
  // By other settings of the table the page would begin at another row.
  if (start !== null && start.shape !== shape) throw new AppError('page.invalid', { detail: 'the table has another shape now' });
  const cursor = start?.cursor ?? null;
  // What was read with other rights than the person has now is shown to nobody, and what another table's settings led to neither.
  if (kept !== null && kept.shape === shape && sameRights(kept.access, table.rights)) {
    if (kept.state === 'queued' || kept.state === 'running') return answer(context, portalId, table, request, kept);
    if (kept.state === 'ready' && request.live !== true) return answer(context, portalId, table, request, { ...kept, jobId: null });
  }

  const asOf = new Date(context.now());
  const progress = newProgress(cursor);
  try {
    await Promise.race([readView(context, table, progress, { size: request.pageSize ?? 25, signal, grown: () => Promise.resolve() }), over(signal)]);
  } catch (thrown) {
    // A database gives a person's question less time than the click has, and a job more.
    if (!signal.aborted && toAppError(thrown).code !== 'source.timeout') throw thrown;
    await requireActive(context, portalId);
    // A source that does not hear of the deadline may still add to what it reads: the job starts from what is there now.
    const handed = await handOff(context, caller, { table, request, viewKey: ref.viewKey, cursor, progress: structuredClone(progress), asOf });
    if (handed === null) throw thrown;
    return answer(context, portalId, table, request, handed);
  }
  if (kept !== null) {
    await requireActive(context, portalId);
    await context.database.inPortal(portalId, (tx) => dropKeptView(tx, ref));
  }
  return answer(context, portalId, table, request, { progress, asOf, jobId: null });
}

type LookedUp = { readonly start: PageStart | null; readonly ref: ViewRef; readonly kept: Awaited<ReturnType<typeof readKeptView>> };

async function lookUp(context: Context, { portalId, userId }: Caller, request: ViewTableRequest): Promise<LookedUp> {
  const start = request.page === undefined ? null : await openPage(context.tokenKeys, portalId, request.query, request.page, context.now());
  const ref = { portalId, userId, viewKey: viewKey(request, start?.cursor ?? null) };
  return { start, ref, kept: await readKeptView(context.database, ref, new Date(context.now())) };
}

async function answer(context: Context, portalId: PortalId, { context: asking, query }: OpenTable, request: ViewTableRequest, { progress, asOf, jobId }: Shown): Promise<ViewTableResponse> {
  const byKey = new Map(query.table.columns.map((column) => [column.key, column]));
  const next = progress.read ? progress.cursor : null;
  return {
    columns: query.columns.flatMap((key) => byKey.get(key) ?? []),
    rows: progress.rows,
    nextPage: next === null ? null : await sealPage(context.tokenKeys, portalId, request.query, { cursor: next, shape: query.table.shape ?? null }, context.now()),
    totalRows: progress.totalRows ?? null,
    totals: progress.totals ?? null,
    asOf: asOf.toISOString(),
    ...(await foundBy(asking, query)),
    ...(jobId === null ? {} : { pending: { jobId } }),
  };
}

async function foundBy(asking: SourceContext<unknown>, { table, record }: SourceQuery): Promise<Pick<ViewTableResponse, 'foundBy'>> {
  if (table.partner === undefined || record === null) return {};
  return { foundBy: (await asking.recordLink?.(record, table.partner.id))?.key == null ? 'rule' : 'link' };
}

function over(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    if (signal.aborted) reject(signal.reason as Error);
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}
