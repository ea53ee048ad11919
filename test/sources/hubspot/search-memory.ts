import { http, HttpResponse, type RequestHandler } from 'msw';

export type Item = { readonly id: bigint; readonly properties: Readonly<Record<string, string | null>> };
export type Search = { readonly filters: readonly { propertyName: string; operator: string; value?: string }[]; readonly limit: number; readonly after: number; readonly descending: boolean };
export type SearchAnswer = { readonly total: number; readonly items: readonly Item[] };

export type MemoryPortal = {
  /** What the list and the batch read hold. */
  items: Item[];
  /** What search answers; honest by default. */
  search: (search: Search, honest: (items?: readonly Item[], limit?: number) => SearchAnswer) => SearchAnswer;
  readonly seen: { searches: number; lists: number; batches: number };
};

/** HubSpot over contacts in memory, at the wire, whose search may lie in any way. Honest where nothing else is said. */
export function memoryPortal(api: string, items: Item[]): MemoryPortal & { readonly handlers: RequestHandler[] } {
  const path = `${api}/crm/objects/2026-09/0-1`;
  const portal: MemoryPortal = { items, search: (_search, honest) => honest(), seen: { searches: 0, lists: 0, batches: 0 } };
  const toJson = ({ id, properties }: Item) => ({ id: String(id), properties: { ...properties, hs_object_id: String(id) } });

  const handlers = [
    http.get(path, ({ request }) => {
      portal.seen.lists += 1;
      const params = new URL(request.url).searchParams;
      const from = BigInt(params.get('after') ?? '0');
      const limit = Number(params.get('limit'));
      const start = place(portal.items, from);
      const page = portal.items.slice(start, start + limit);
      const more = start + limit < portal.items.length;
      return HttpResponse.json({ results: page.map(toJson), ...(more ? { paging: { next: { after: String((page.at(-1)?.id ?? 0n) + 1n) } } } : {}) });
    }),
    http.post(`${path}/batch/read`, async ({ request }) => {
      portal.seen.batches += 1;
      const { inputs } = (await request.json()) as { inputs: { id: string }[] };
      const found = inputs.flatMap(({ id }) => portal.items.slice(place(portal.items, BigInt(id)), place(portal.items, BigInt(id) + 1n)));
      return HttpResponse.json({ results: found.map(toJson) });
    }),
    http.post(`${path}/search`, async ({ request }) => {
      portal.seen.searches += 1;
      const body = (await request.json()) as { filterGroups: { filters: Search['filters'] }[]; sorts: { direction: string }[]; limit: number; after?: string };
      const search: Search = { filters: body.filterGroups[0]?.filters ?? [], limit: body.limit, after: Number(body.after ?? 0), descending: body.sorts[0]?.direction === 'DESCENDING' };
      if (search.after + search.limit > 10_000 || search.filters.length > 6) return HttpResponse.json({ status: 'error', category: 'VALIDATION_ERROR' }, { status: 400 });
      const honest = (of: readonly Item[] = portal.items, limit = search.limit): SearchAnswer => {
        const hits = within(of, search.filters).filter((item) => search.filters.every((filter) => holds(filter, item)));
        if (search.descending) hits.reverse();
        return { total: hits.length, items: hits.slice(search.after, search.after + limit) };
      };
      const { total, items: found } = portal.search(search, honest);
      return HttpResponse.json({ total, results: found.map(toJson), ...(search.after + search.limit < total ? { paging: { next: { after: String(search.after + search.limit) } } } : {}) });
    }),
  ];
  return Object.assign(portal, { handlers });
}

function holds({ propertyName, operator, value = '' }: Search['filters'][number], item: Item): boolean {
  const raw = propertyName === 'hs_object_id' ? String(item.id) : item.properties[propertyName];
  if (operator === 'NOT_HAS_PROPERTY') return raw == null;
  if (raw == null) return false;
  if (operator === 'HAS_PROPERTY') return true;
  if (operator === 'EQ') return raw === value;
  const order = propertyName === 'hs_object_id' ? Number(BigInt(raw) - BigInt(value)) : Date.parse(raw) - Number(value);
  return { GT: order > 0, GTE: order >= 0, LT: order < 0, LTE: order <= 0 }[operator] ?? false;
}

/** Where the first item with this id or a later one stands. */
function place(items: readonly Item[], id: bigint): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((items[middle]?.id ?? 0n) < id) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The items of the searched window of ids; all of them when they are not in order. */
function within(items: readonly Item[], filters: Search['filters']): readonly Item[] {
  const edge = (operator: string): string | undefined => filters.find((filter) => filter.propertyName === 'hs_object_id' && filter.operator === operator)?.value;
  const [from, to] = [edge('GTE'), edge('LT')];
  if (items.some(({ id }, index) => index > 0 && id <= (items[index - 1]?.id ?? id))) return items;
  return items.slice(from === undefined ? 0 : place(items, BigInt(from)), to === undefined ? items.length : place(items, BigInt(to)));
}
