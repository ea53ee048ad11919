import type { OpenTable } from '../connections/index.ts';
import type { Context } from '../context/index.ts';
import type { ViewProgress } from './view-progress.ts';

/** A page is read in slices of at most this many rows, so that a slow source leaves what came before. */
const SLICE_ROWS = 25;

type Wanted = {
  readonly size: number;
  readonly signal: AbortSignal;
  /** Called whenever `progress` has grown by a slice or an answer; the reading goes on when it is done. */
  readonly grown: () => Promise<void>;
};

/**
 * Reads what `progress` lacks: the rest of the page, the count, the totals, all at the same time. Only a failing page fails
 * the view; a count or totals that fail are left out, unless the time is over: then they are still to come.
 */
export async function readView(context: Context, table: OpenTable, progress: ViewProgress, { size, signal, grown }: Wanted): Promise<void> {
  const { source, context: asking, query } = table;
  const { capabilities } = query.table;

  async function page(): Promise<void> {
    while (!progress.read) {
      const slice = await source.page(asking, query, { cursor: progress.cursor, size: Math.min(SLICE_ROWS, size - progress.rows.length) });
      signal.throwIfAborted();
      progress.rows.push(...slice.rows.map(({ key, cells }) => ({ key, cells: [...cells] })));
      progress.cursor = slice.next;
      progress.read = slice.next === null || progress.rows.length >= size;
      await grown();
    }
  }

  async function count(): Promise<void> {
    if (progress.totalRows !== undefined) return;
    const told = capabilities.count ? await unlessFailing(context, signal, source.count(asking, query)) : null;
    signal.throwIfAborted();
    progress.totalRows = told;
    await grown();
  }

  async function totals(): Promise<void> {
    if (progress.totals !== undefined) return;
    const told = capabilities.totals ? await unlessFailing(context, signal, source.totals(asking, query)) : null;
    signal.throwIfAborted();
    progress.totals = told === null ? null : { ...told };
    await grown();
  }

  await Promise.all([page(), count(), totals()]);
}

async function unlessFailing<T>(context: Context, signal: AbortSignal, answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    signal.throwIfAborted();
    context.log.warn({ err: error }, 'count or totals of a view left out');
    return null;
  }
}
