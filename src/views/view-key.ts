import type { ViewTableRequest } from '#contract';
import { sha256 } from '../core/crypto/sha256.ts';

/** Which question a view answers: the same for every asking of the same page of the same query. */
export function viewKey({ query, pageSize }: ViewTableRequest, cursor: string | null): string {
  return sha256(JSON.stringify([query.record, query.tableId, query.columns, query.filters, query.sort ?? null, query.selection ?? null, pageSize ?? 25, cursor]));
}
