import type { OpenTable } from '../../connections/index.ts';
import type { Context } from '../../context/index.ts';
import { AppError } from '../../core/errors/index.ts';
import type { Source, SourceBatch, SourceContext, SourceQuery } from '../../sources/define-source.ts';
import { CHANGE } from './change-column.ts';
import type { ChangesSince } from './changes-since.ts';
import { readDeleted } from './read-deleted.ts';
import { readLinked } from './read-linked.ts';

const LINKED = 'linked';
const DELETED = 'deleted';
const ROWS = 'rows ';

/** The table with what happened to each row before its cells; behind the changed rows come those that were only linked differently, then the deleted ones. */
export function onlyChanges(context: Context, table: OpenTable, { column, since }: ChangesSince): OpenTable {
  const { source, query } = table;
  const objectTypeId = source.watchedType?.(query.table.key) ?? null;
  if (objectTypeId === null || source.deletedRows === undefined) throw new AppError('internal', { retry: 'never', detail: 'changes of a table that nobody reports of' });
  const type = objectTypeId;
  const whole: OpenTable = { ...table, query: { ...query, filters: since === null ? query.filters : query.filters.slice(0, -1) } };

  async function* read(asking: SourceContext<unknown>, asked: SourceQuery, part: string, cursor: string | null): AsyncIterable<SourceBatch> {
    const of = { table: { ...whole, context: asking }, objectTypeId: type, column, since: since ?? '' };
    if (part === LINKED) yield* readLinked(context, of, cursor);
    if (part === DELETED) yield* readDeleted(context, of, cursor);
    if (part.startsWith(ROWS)) for await (const batch of source.read(asking, asked, part.slice(ROWS.length), cursor)) yield { ...batch, rows: batch.rows.map((cells) => [CHANGE.changed, ...cells]) };
  }

  const plan: Source<unknown>['plan'] = async (asking, asked) => {
    const made = await source.plan(asking, asked);
    const parts = made.parts.map((part) => `${ROWS}${part}`);
    if (since === null) return { ...made, parts, consistency: `${made.consistency} ${FIRST}` };
    return { ...made, strategy: `${made.strategy}, then reported changes`, parts: [...parts, LINKED, DELETED], expectedRows: null, consistency: `${made.consistency} ${rule(column, since)}` };
  };

  const { lines: _lines, recheck, ...rest } = source;
  const rechecked: Pick<Source<unknown>, 'recheck'> = recheck === undefined ? {} : {
    async *recheck(asking, asked, of, cursor) {
      for await (const batch of recheck(asking, asked, of, cursor)) yield { ...batch, rows: batch.rows.map(({ key, cells }) => ({ key, cells: cells === null ? null : [CHANGE.changed, ...cells] })) };
    },
  };
  return { ...table, source: { ...rest, ...rechecked, plan, read } };
}

const FIRST = 'There was no complete file before this one, so it holds every row, each as “changed”.';

function rule(column: string, since: string): string {
  return `What changed since ${since} was looked for in three ways, which the first column tells apart. “changed”: rows whose “${column}” is not before that moment. ` +
    '“linked”: records that HubSpot reported to this app as linked to another one, or no longer, and whose own values did not change; they stand here as they are now. ' +
    '“deleted”: records that HubSpot reported as deleted or merged into another, with the last values that it still gives out. ' +
    'A change of links or a deletion that HubSpot did not report, or reported more than 30 days before, is not in the file.';
}
