import type { ViewTableRequest, ViewTableResponse } from '#contract';
import type { Caller } from '../access/index.ts';
import { openTable } from '../connections/index.ts';
import type { Context } from '../context/index.ts';
import type { SourceContext, SourceQuery } from '../sources/define-source.ts';
import { openPage, sealPage } from './page-token.ts';

/**
 * One page of a table, read live, with the age it has. Count and totals are asked at the same time and left out
 * when the source cannot say them; only a failing page fails the view.
 */
export async function viewTable(context: Context, caller: Caller, request: ViewTableRequest, signal: AbortSignal): Promise<ViewTableResponse> {
  const { portalId, userId } = caller;
  const { source, context: asking, query } = await openTable(context, { portalId, userId, verb: 'view', lane: 'person', signal, purpose: { area: 'views' } }, request.query);
  const cursor = request.page === undefined ? null : await openPage(context.tokenKeys, portalId, request.query, request.page, context.now());

  const asOf = new Date(context.now()).toISOString();
  const [page, totalRows, totals, foundBy] = await Promise.all([
    source.page(asking, query, { cursor, size: request.pageSize ?? 25 }),
    query.table.capabilities.count ? unlessFailing(context, source.count(asking, query)) : null,
    query.table.capabilities.totals ? unlessFailing(context, source.totals(asking, query)) : null,
    foundByOf(asking, query),
  ]);

  const byKey = new Map(query.table.columns.map((column) => [column.key, column]));
  return {
    columns: query.columns.flatMap((key) => byKey.get(key) ?? []),
    rows: page.rows.map((row) => ({ key: row.key, cells: [...row.cells] })),
    nextPage: page.next === null ? null : await sealPage(context.tokenKeys, portalId, request.query, page.next, context.now()),
    totalRows,
    totals: totals === null ? null : { ...totals },
    asOf,
    ...(foundBy === null ? {} : { foundBy }),
  };
}

async function foundByOf(asking: SourceContext<unknown>, { table, record }: SourceQuery): Promise<'link' | 'rule' | null> {
  if (table.partner === undefined || record === null) return null;
  return (await asking.recordLink?.(record, table.partner.id))?.key == null ? 'rule' : 'link';
}

async function unlessFailing<T>(context: Context, answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    context.log.warn({ err: error }, 'count or totals of a view left out');
    return null;
  }
}
