import { AppError } from '../core/errors/index.ts';
import type { OfferedTable, Source, SourceContext } from '../sources/define-source.ts';

/** What a place offers, which tables of its settings can be read there, and what records of a type are linked to through each. */
export type Place = {
  readonly offers: readonly OfferedTable[];
  readonly readable: ReadonlySet<string>;
  readonly partners: readonly { readonly table: string; readonly objectTypeId: string; readonly id: string }[];
};

const TYPES = ['0-2', '0-1', '0-3', '0-5'] as const;

/** Names of tables and columns, of no row: for admins, who set up what is shown. Throws source.unavailable and what else the source throws for a place that does not answer. */
export async function lookAtPlace(source: Source<unknown>, asking: SourceContext<unknown>): Promise<Place> {
  const offers = (await source.offers?.(asking)) ?? [];
  const readable = new Set<string>();
  const partners: Place['partners'][number][] = [];
  for (const [at, objectTypeId] of TYPES.entries()) {
    // A job's question is asked anew; those behind it may be answered by what that one found.
    for (const { key, scope, partner } of await fitting(source, { ...asking, lane: at === 0 ? 'background' : 'person' }, objectTypeId)) {
      readable.add(key);
      if (scope === 'record' && partner !== undefined) partners.push({ table: key, objectTypeId, id: partner.id });
    }
  }
  return { offers, readable, partners };
}

/** A place of which no table fits says so by an error: here that is an answer. */
async function fitting(source: Source<unknown>, asking: SourceContext<unknown>, objectTypeId: (typeof TYPES)[number]): ReturnType<Source<unknown>['tables']> {
  try {
    return await source.tables(asking, { objectTypeId, objectId: '0' });
  } catch (thrown) {
    if (thrown instanceof AppError && (thrown.code === 'source.changed' || thrown.code === 'source.refused')) return [];
    throw thrown;
  }
}
