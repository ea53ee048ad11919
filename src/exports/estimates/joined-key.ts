import { sha256 } from '../../core/crypto/sha256.ts';
import type { NewSheet } from '../exports.store.ts';

/** Under what the lessons of exports of the same tables, joined in the same way, are kept. What filters leave of related rows is part of it. */
export function joinedKey(sheets: readonly Pick<NewSheet, 'tableId' | 'role' | 'query' | 'shape'>[]): string {
  return `joined:${sha256(JSON.stringify(sheets.map(({ tableId, role, query, shape }) => [tableId, role.kind, 'of' in role ? query.filters : [], ...(shape === null ? [] : [shape])]))).slice(0, 40)}`;
}

/** In the cell sizes of such a lesson: the cells of one sheet's column, and how many rows hang on one row of the first sheet. */
export function cellOf(sheet: number, column: string): string {
  return `${sheet}/${column}`;
}

export function perParentOf(sheet: number): string {
  return `${sheet}*`;
}
