import type { RecordRef } from '@siderail/contract';
import { MOST_RECORDS } from './limits.ts';

/** As HubSpot hands it over: its types say numbers, its template texts (2026-11-22). */
export type Selected = { readonly objectTypeId: string; readonly objectIds: readonly (string | number)[] };

export type Selection =
  | { readonly kind: 'records'; readonly objectTypeId: RecordRef['objectTypeId']; readonly ids: readonly string[]; readonly unreadable: number }
  | { readonly kind: 'none'; readonly unreadable: number }
  | { readonly kind: 'too-many'; readonly count: number }
  | { readonly kind: 'wrong-type' };

const TYPES: readonly RecordRef['objectTypeId'][] = ['0-1', '0-2', '0-3', '0-5'];

/** The selected records, each once. A number too large to be exact names no record and is counted as unreadable. */
export function readSelected({ objectTypeId: type, objectIds }: Selected): Selection {
  const objectTypeId = TYPES.find((known) => known === type);
  if (objectTypeId === undefined) return { kind: 'wrong-type' };
  const ids = new Set<string>();
  let unreadable = 0;
  for (const id of objectIds) {
    const exact = typeof id === 'string' || Number.isSafeInteger(id);
    if (exact && /^[1-9]\d{0,18}$/.test(String(id))) ids.add(String(id));
    else unreadable += 1;
  }
  if (ids.size > MOST_RECORDS) return { kind: 'too-many', count: ids.size };
  return ids.size === 0 ? { kind: 'none', unreadable } : { kind: 'records', objectTypeId, ids: [...ids], unreadable };
}
