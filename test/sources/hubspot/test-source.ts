import { setTimeout as delay } from 'node:timers/promises';
import type { Filter, RecordRef, Sort } from '#contract';
import { PortalId } from '../../../src/core/ids/portal-id.ts';
import { createHubSpotGateway, type RequestBudget } from '../../../src/hubspot/index.ts';
import type { Source, SourceBatch, SourceContext, SourceQuery } from '../../../src/sources/define-source.ts';
import { hubspotSource, type HubSpotConfig } from '../../../src/sources/hubspot/index.ts';

export type TestSource = { readonly source: Source<HubSpotConfig>; readonly context: SourceContext<HubSpotConfig> };

const noBudget: RequestBudget = { take: async () => ({ answered: () => undefined, unsent: () => undefined }), blockUntil: async () => undefined };

/** The source over a real gateway against `url`. */
export function testSource(url: string, options: { token: string; budget?: RequestBudget; lane?: 'person' | 'background'; quick?: boolean; rules?: Parameters<typeof hubspotSource>[1]; refresh?: () => Promise<string>; timeoutMs?: number }): TestSource {
  const gateway = createHubSpotGateway({
    apiUrl: url,
    budget: options.budget ?? noBudget,
    tokens: { accessToken: async () => options.token, refreshAfterExpiry: options.refresh ?? (async () => options.token), markNeedsReauth: async () => undefined },
    fetch: (input, init) => fetch(input, init),
    now: () => Date.now(),
    sleep: (ms, signal) => delay(options.quick === false ? ms : 1, undefined, { signal }),
    random: () => 0.5,
    log: { warn: () => undefined },
    timeoutMs: { person: options.timeoutMs ?? 5_000, background: options.timeoutMs ?? 5_000 },
  });
  const context: SourceContext<HubSpotConfig> = {
    portalId: PortalId.parse('4711001'),
    config: {},
    signal: new AbortController().signal,
    lane: options.lane ?? 'background',
    now: () => Date.now(),
    recordProperty: async () => null,
  };
  return { source: hubspotSource(gateway, options.rules), context };
}

export type QueryChange = { record?: RecordRef | null; scope?: 'record' | 'portal'; columns?: string[]; filters?: Filter[]; sort?: Sort | null };

export async function query({ source, context }: TestSource, key: string, change: QueryChange = {}): Promise<SourceQuery> {
  const record = change.record ?? null;
  const scope = change.scope ?? (record === null ? 'portal' : 'record');
  const table = (await source.tables(context, record)).find((one) => one.key === key && one.scope === scope);
  if (table === undefined) throw new Error(`no table ${key}@${scope}`);
  return { table, record, columns: change.columns ?? ['hs_object_id', ...table.defaultColumns.filter((key) => key !== 'hs_object_id')], filters: change.filters ?? [], sort: change.sort ?? null };
}

export type ReadResult = { ids: string[]; rows: SourceBatch['rows'][number][]; skipped: SourceBatch['skipped'][number][]; upstream: number; calls: number; cursors: string[][]; parts: readonly string[]; strategy: string; why: string; consistency: string };

/** Plans and reads a whole table the way the worker does: several parts at a time, joined in the plan's order. */
export async function readAll({ source, context }: TestSource, of: SourceQuery, plan?: Awaited<ReturnType<Source<HubSpotConfig>['plan']>>): Promise<ReadResult> {
  const made = plan ?? (await source.plan(context, of));
  const batches: SourceBatch[][] = made.parts.map(() => []);
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let index = next++; index < made.parts.length; index = next++) {
      for await (const batch of source.read(context, of, made.parts[index] ?? '', null)) batches[index]?.push(batch);
    }
  };
  await Promise.all(Array.from({ length: made.concurrency }, lane));
  const all = batches.flat();
  const rows = all.flatMap((batch) => batch.rows);
  return {
    ids: rows.map((row) => row[0] ?? ''),
    rows,
    skipped: all.flatMap((batch) => batch.skipped),
    upstream: all.reduce((sum, batch) => sum + batch.upstream, 0),
    calls: all.reduce((sum, batch) => sum + batch.calls, 0),
    cursors: batches.map((part) => part.map(({ cursor }) => cursor)),
    parts: made.parts,
    strategy: made.strategy,
    why: made.why,
    consistency: made.consistency,
  };
}
