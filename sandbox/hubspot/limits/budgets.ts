/**
 * The three separate request budgets of a portal. https://developers.hubspot.com/docs/developer-tooling/platform/usage-guidelines
 * (110 per rolling 10 s for marketplace OAuth apps); search 5/s and association batches 100/10 s (the lowest tier) by their guides.
 */
export const budgets = {
  normal: { max: 110, windowMs: 10_000, policyName: 'TEN_SECONDLY_ROLLING', label: 'ten_secondly_rolling' },
  search: { max: 5, windowMs: 1_000, policyName: 'SECONDLY', label: 'secondly' },
  associations: { max: 100, windowMs: 10_000, policyName: 'TEN_SECONDLY_ROLLING', label: 'ten_secondly_rolling' },
} as const;

export type Budget = keyof typeof budgets;

/** Which budget a call spends. Association lists of one record spend the normal one. */
export function budgetOf(method: string, path: string): Budget {
  if (method === 'POST' && /^\/crm\/objects\/[^/]+\/[^/]+\/search\/?$/.test(path)) return 'search';
  if (/^\/crm\/associations\/[^/]+\/[^/]+\/[^/]+\/batch\//.test(path)) return 'associations';
  return 'normal';
}

/** The endpoint family a call is counted under in the statistics. */
export function familyOf(method: string, path: string): string {
  if (budgetOf(method, path) === 'search') return 'search';
  if (/^\/crm\/objects\/[^/]+\/[^/]+\/[^/]+\/associations\//.test(path)) return 'record-associations';
  const [, api = 'other', second = ''] = path.split('/');
  if (api !== 'crm') return api;
  return /\/batch\/read\/?$/.test(path) && second === 'objects' ? 'objects-batch-read' : second;
}
