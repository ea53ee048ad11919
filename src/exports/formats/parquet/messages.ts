import type { LineFile } from '../define-format.ts';
import type { ParquetColumn, WrittenParquet } from './write-parquet.ts';

/** What the process that writes is told once. `files`: where the lines stand, in order; null: they come by stdin. */
export type ToWriter = { readonly columns: readonly ParquetColumn[]; readonly folder: string; readonly files: readonly LineFile[] | null };

/** What it says once. `unreadable`: a file of lines is not there, or not what it must be. */
export type FromWriter =
  | ({ readonly kind: 'written' } & WrittenParquet)
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'failed'; readonly reason: string };
