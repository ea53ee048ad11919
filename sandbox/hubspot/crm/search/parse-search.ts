import { z } from 'zod';
import { parseInput } from '../../http/parse.ts';
import { invalid } from '../../http/problems.ts';

export const operators = ['EQ', 'NEQ', 'LT', 'LTE', 'GT', 'GTE', 'BETWEEN', 'IN', 'NOT_IN', 'HAS_PROPERTY',
  'NOT_HAS_PROPERTY', 'CONTAINS_TOKEN', 'NOT_CONTAINS_TOKEN'] as const;

const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const filter = z.object({
  propertyName: z.string().min(1),
  operator: z.enum(operators),
  value: scalar.optional(),
  highValue: scalar.optional(),
  values: z.array(scalar).max(100).optional(),
});
const body = z.object({
  filterGroups: z.array(z.object({ filters: z.array(filter) })).default([]),
  /** A bare string in `sorts` is ignored, as HubSpot does. */
  sorts: z.array(z.union([z.string(), z.object({ propertyName: z.string(), direction: z.enum(['ASCENDING', 'DESCENDING']).default('ASCENDING') })])).default([]),
  query: z.string().max(3000).optional(),
  properties: z.array(z.string()).default([]),
  limit: z.number().int().min(1).max(200).default(10),
  after: z.union([z.string().regex(/^\d{0,9}$/), z.number().int().nonnegative()]).default('0').transform((after) => Number(after || '0')),
});

export type Filter = z.infer<typeof filter>;
export type Sort = { propertyName: string; direction: 'ASCENDING' | 'DESCENDING' };
export type Search = Omit<z.infer<typeof body>, 'sorts'> & { sort: Sort | undefined };

/** No query reaches past its 10,000th result. https://developers.hubspot.com/docs/api-reference/latest/crm/search-the-crm */
export const SEARCH_CAP = 10_000;
const MAX_BODY_CHARS = 3_000;

/** Checks a search against HubSpot's documented limits. */
export function parseSearch(raw: unknown): Search {
  if (JSON.stringify(raw ?? {}).length > MAX_BODY_CHARS) throw invalid(`The request body must be at most ${MAX_BODY_CHARS} characters.`);
  const { sorts, ...search } = parseInput(body, raw);
  const counts = search.filterGroups.map(({ filters }) => filters.length);
  if (counts.length > 5) throw invalid('A search can have at most 5 filter groups.');
  if (counts.some((count) => count > 6)) throw invalid('A filter group can have at most 6 filters.');
  if (counts.reduce((sum, count) => sum + count, 0) > 18) throw invalid('A search can have at most 18 filters in total.');
  if (sorts.length > 1) throw invalid('A search can have at most one sort.');
  if (search.after + search.limit > SEARCH_CAP) {
    throw invalid(`Paging past ${SEARCH_CAP} results is not possible: after ${search.after} with limit ${search.limit}.`);
  }
  const [sort] = sorts;
  return { ...search, sort: typeof sort === 'string' ? undefined : sort };
}
