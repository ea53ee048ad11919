import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import type { CallContext, HubSpotGateway } from '../../hubspot/index.ts';
import { defineSource, type Source, type SourceContext } from '../define-source.ts';
import { createChoiceReader } from './choice-reader.ts';
import { columnChanges } from './column-changes.ts';
import { countRows } from './count-rows.ts';
import { deletedRows } from './deleted-rows.ts';
import { estimateRead } from './estimate-read.ts';
import { callContext, hubSpotQuery } from './hubspot-query.ts';
import { listTables } from './list-tables.ts';
import { OBJECT_TYPES, objectTypeOf } from './object-type.ts';
import { planRead } from './plan-read.ts';
import { readPart } from './read-part.ts';
import { recheckChanged } from './recheck-changed.ts';
import { READ_RULES, SEARCH_CONCURRENCY, type ReadRules } from './read-rules.ts';
import { relatedRows } from './related-rows.ts';
import { rowsByKey } from './rows-by-key.ts';
import { createSearchSlots } from './search-slots.ts';
import { sumColumns } from './sum-columns.ts';
import { createTableTotals } from './table-totals.ts';
import { viewPage } from './view-page.ts';

const HubSpotConfig = z.strictObject({});
export type HubSpotConfig = z.infer<typeof HubSpotConfig>;

const sleep: ReadRules['sleep'] = (ms, signal) => setTimeout(ms, undefined, { signal });

/** HubSpot's own records as tables: a record's related ones, and whole object types of the portal. */
export function hubspotSource(gateway: HubSpotGateway, rules: Partial<ReadRules> = {}): Source<HubSpotConfig> {
  const common = { ...READ_RULES, sleep, ...rules, slots: createSearchSlots(SEARCH_CONCURRENCY) };
  const totals = createTableTotals(() => performance.now());
  const choices = createChoiceReader(gateway, () => performance.now());

  return defineSource<HubSpotConfig>({
    key: 'hubspot',
    title: 'HubSpot',
    config: HubSpotConfig,
    tables(context, record) {
      if (context.anew === true) choices.forget(context.portalId);
      return listTables(gateway, callContext(context), record, { anew: context.anew === true });
    },
    page: async (context, query, options) => viewPage(await hubSpotQuery(gateway, choices, callContext(context), query), options),
    count: async (context, query) => countRows(await hubSpotQuery(gateway, choices, callContext(context), query), totals),
    totals: async (context, query) => sumColumns(await hubSpotQuery(gateway, choices, callContext(context), query)),
    choices: (context, table, column) => choices.choices(callContext(context), objectTypeOf(table.key), column),
    rows: async (context, query, keys) => rowsByKey(await hubSpotQuery(gateway, choices, callContext(context), query), keys),
    deletedRows: async (context, query, keys) => deletedRows(await hubSpotQuery(gateway, choices, callContext(context), query), keys),
    estimate: (context, query, rows) => estimateRead(query, rows, { total: totals.of(context.portalId, objectTypeOf(query.table.key).key), rules: common }),
    plan: async (context, query) => planRead(await hubSpotQuery(gateway, choices, callContext(context), query), { ...common, now: context.now }),
    columnChanges: (context, query) => columnChanges(gateway, callContext(context), query),
    watchedType: (table) => Object.values(OBJECT_TYPES).find(({ key }) => key === table)?.objectTypeId ?? null,
    async relatedRows(context, query, parent, rows) {
      const { at, takeCalls } = countCalls(context);
      const found = await relatedRows(await hubSpotQuery(gateway, choices, at, query), parent.table, rows.map(({ key }) => key));
      return { ...found, calls: takeCalls() };
    },
    async *recheck(context, query, of, cursor) {
      const { at, takeCalls } = countCalls(context);
      yield* recheckChanged({ query: await hubSpotQuery(gateway, choices, at, query), takeCalls }, of, cursor);
    },
    async *read(context, query, part, cursor) {
      const { at, takeCalls } = countCalls(context);
      const hurry = context.hurry === undefined ? {} : { hurry: context.hurry };
      yield* readPart({ query: await hubSpotQuery(gateway, choices, at, query), now: context.now, slots: common.slots, takeCalls, ...hurry }, part, cursor);
    },
  });
}

/** A call context that counts, and how many calls were made since it was last asked. */
function countCalls(context: SourceContext<unknown>): { readonly at: CallContext; readonly takeCalls: () => number } {
  let calls = 0;
  const at = callContext(context, () => {
    calls += 1;
  });
  function takeCalls(): number {
    const made = calls;
    calls = 0;
    return made;
  }
  return { at, takeCalls };
}
