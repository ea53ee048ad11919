import type { ParquetColumn, WrittenParquet } from './write-parquet.ts';

/** What the process that writes is told once, before the lines. */
export type ToWriter = { readonly columns: readonly ParquetColumn[]; readonly folder: string };

/** What it says once: before the file comes, or instead of it. */
export type FromWriter =
  | ({ readonly kind: 'written'; readonly bytes: number } & Omit<WrittenParquet, 'path'>)
  | { readonly kind: 'failed'; readonly reason: string };
