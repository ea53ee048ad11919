export type Plan = {
  /** Records `r` and the condition. */
  from: string;
  /** What to sort by; undefined means the record id. */
  sortKey: string | undefined;
  direction: 'ASC' | 'DESC';
  /** The answer's JSON for a record `now`. */
  document: string;
  slice: string;
  objectType: string;
  /** Records `r` as the index holds them, where answers shall carry those instead of the records as they are now. */
  held?: string;
};

/** For ranges over indexed columns: the count runs on the index alone, the page stops when it is full. */
export function inIndexOrder(plan: Plan): string {
  const nulls = plan.sortKey === undefined || /^r\.\w+$/.test(plan.sortKey) ? '' : 'NULLS LAST';
  const key = plan.sortKey === undefined ? '' : `${plan.sortKey} ${plan.direction} ${nulls}, `;
  const order = `${key}r.id ${plan.direction}`;
  return `${answer(plan, `(SELECT count(*)::int AS total FROM ${plan.from})`,
    `(SELECT r.id, row_number() OVER (ORDER BY ${order}) AS place FROM ${plan.from} ORDER BY ${order} ${plan.slice})`)}`;
}

/** For everything else: one pass finds all hits, which are then counted and sorted. Read in id order it could crawl. */
export function inOneScan(plan: Plan): string {
  const order = `sort_key ${plan.direction} NULLS LAST, id ${plan.direction}`;
  return `WITH hits AS MATERIALIZED (SELECT r.id, ${plan.sortKey ?? 'NULL::int'} AS sort_key FROM ${plan.from})
    ${answer(plan, '(SELECT count(*)::int AS total FROM hits)',
    `(SELECT id, row_number() OVER (ORDER BY ${order}) AS place FROM hits ORDER BY ${order} ${plan.slice})`)}`;
}

/** The index decides what matches; the answer carries the record as it is now, which may no longer match, or as the index holds it. */
function answer(plan: Plan, counted: string, page: string): string {
  if (plan.held !== undefined) {
    return `SELECT counted.total, now.id::text AS id, ${plan.document} AS document FROM ${counted} AS counted
      LEFT JOIN (${page} AS page JOIN (SELECT r.id, r.properties, r.created_at, r.updated_at, NULL::timestamptz AS archived_at FROM ${plan.held}) AS now
        ON now.id = page.id) ON true ORDER BY page.place`;
  }
  return `SELECT counted.total, now.id::text AS id, ${plan.document} AS document FROM ${counted} AS counted
    LEFT JOIN (${page} AS page JOIN hubspot.records AS now ON now.portal_id = $1 AND now.object_type = '${plan.objectType}'
      AND now.id = page.id AND now.archived_at IS NULL) ON true ORDER BY page.place`;
}
