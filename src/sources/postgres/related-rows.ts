import type { Cell } from '#contract';
import { AppError } from '../../core/errors/index.ts';
import type { ParentRow, ParentTable, RelatedRows, SourceContext, SourceQuery } from '../define-source.ts';
import type { CatalogueOf } from './cached-catalogue.ts';
import { fetchRows } from './fetch-rows.ts';
import type { FetchedRow } from './fetch-rows.ts';
import { hangingRowsSql, PLACE } from './hanging-rows-sql.ts';
import type { Limits } from './limits.ts';
import { linkValue } from './link-condition.ts';
import { openQuery } from './open-query.ts';
import type { OpenedQuery } from './open-query.ts';
import type { LinkSettings, PostgresConfig } from './postgres-config.ts';
import type { Rows } from './send-question.ts';
import { createBinder } from './statement.ts';
import type { Statement } from './statement.ts';

/** Beyond this the rows of one record are not joined: they are held together, and are named as skipped. */
const MOST_OF_ONE = 100_000;

type Ask = (statement: Statement) => Promise<Rows>;
type Linked = { readonly row: ParentRow; readonly link: LinkSettings; readonly value: string };

/**
 * The rows that hang on these records by the values of their properties: many records with one statement, and of those as
 * many as fit into one answer. A record none of whose linked properties has a value has no rows. Throws table.unknown for records of a type that nothing links.
 */
export async function relatedRows(
  ask: Ask, context: SourceContext<PostgresConfig>, catalogueOf: CatalogueOf, query: SourceQuery, parent: ParentTable, rows: readonly ParentRow[], limits: Limits,
): Promise<RelatedRows> {
  const settings = context.config.tables.find(({ key }) => key === query.table.key);
  const links = settings?.links.filter(({ objectTypeId }) => objectTypeId === parent.objectTypeId) ?? [];
  if (settings === undefined || links.length === 0) throw new AppError('table.unknown', { detail: `table ${query.table.key} does not hang on ${parent.table.key}` });

  const { linked, done } = sameLink(rows, links);
  const [first] = linked;
  if (first === undefined) return { rows: [], skipped: [], done, calls: 0 };
  const binder = createBinder();
  const relation = (opened: OpenedQuery, catalogue: Awaited<ReturnType<CatalogueOf>>): string =>
    hangingRowsSql(catalogue, settings, opened.table.relation, first.link, linked.map(({ value }) => value), binder);
  const opened = await openQuery(context, catalogueOf, query, { related: true, binder });
  const from = relation(opened, await catalogueOf(context));
  const hanging: OpenedQuery = { ...opened, table: { ...opened.table, relation: from }, values: binder.values, order: { column: PLACE, descending: false } };
  const read = await readWhole(ask, hanging, linked.length, limits);
  return {
    rows: read.rows.map(({ place, cells }) => ({ parentKey: linked[place - 1]!.row.key, labels: [], cells })),
    skipped: read.tooMany ? [{ key: first.row.key, reason: `more than ${MOST_OF_ONE.toLocaleString('en-US')} rows hang on it` }] : [],
    done: read.upTo === linked.length ? done : rows.indexOf(linked[read.upTo]!.row),
    calls: read.calls,
  };
}

/** The first rows that are all linked in the same way, and how many that are, with those between that are not linked at all. */
function sameLink(rows: readonly ParentRow[], links: readonly LinkSettings[]): { readonly linked: readonly Linked[]; readonly done: number } {
  const linked: Linked[] = [];
  for (const [at, row] of rows.entries()) {
    const own = linkOf(row, links);
    if (own === null) continue;
    if (linked[0] !== undefined && linked[0].link !== own.link) return { linked, done: at };
    linked.push(own);
  }
  return { linked, done: rows.length };
}

function linkOf(row: ParentRow, links: readonly LinkSettings[]): Linked | null {
  for (const link of links) {
    const value = linkValue(link, row.cell(link.property));
    if (value !== null) return { row, link, value };
  }
  return null;
}

type Whole = { readonly rows: readonly { readonly place: number; readonly cells: readonly Cell[] }[]; readonly upTo: number; readonly tooMany: boolean; readonly calls: number };

/** Rows by place and row key, of the places up to `upTo` every one; at least of the first place. */
async function readWhole(ask: Ask, query: OpenedQuery, places: number, limits: Limits): Promise<Whole> {
  const rows: FetchedRow[] = [];
  let calls = 0;
  for (;;) {
    const { rows: more, complete } = await fetchRows(ask, query, { after: rows.at(-1)?.position ?? null, limit: limits.chunkRows, bytes: limits.chunkBytes, fieldBytes: limits.fieldBytes });
    calls += 1;
    rows.push(...more);
    const last = complete ? places + 1 : placeOf(rows.at(-1)!);
    const whole = rows.filter((row) => placeOf(row) < last);
    if (complete || whole.length > 0 || last > 1) return { rows: whole.map((row) => ({ place: placeOf(row), cells: row.cells })), upTo: last - 1, tooMany: false, calls };
    if (rows.length >= MOST_OF_ONE) return { rows: [], upTo: 1, tooMany: true, calls };
  }
}

function placeOf({ position }: FetchedRow): number {
  return Number(position.value);
}
