import type { AppError } from '../../core/errors/index.ts';

/** `key`: the record's id (update) or the value of the unique property (upsert). */
export type RowToWrite = { readonly key: string; readonly properties: Readonly<Record<string, string>> };

export type BatchKind = { readonly write: 'update' } | { readonly write: 'upsert'; readonly idProperty: string };

/** Why HubSpot refused a row. `reason` is for the person whose row it is; it may quote the value, so it is never logged. */
export type Refusal = { readonly code: string; readonly field: string | null; readonly reason: string };

/** `open`: nobody knows whether the row was written; writing it again does no harm. */
export type RowOutcome =
  | { readonly state: 'written'; readonly id: string; readonly isNew: boolean }
  | { readonly state: 'refused'; readonly refusal: Refusal }
  | { readonly state: 'open'; readonly error: AppError };
