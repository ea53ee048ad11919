import type { FileLocale } from '#contract';

/** How the file is to be read, as the certificate says it. */
export type FileFacts = TableFacts & {
  /** Absent: as it is. An archive has a file for each table. */
  readonly packed?: { readonly as: 'gzip' } | { readonly as: 'zip'; readonly files: readonly { readonly name: string; readonly rows: number }[] };
};

type TableFacts =
  | { readonly format: 'csv'; readonly encoding: 'utf-8 with BOM' | 'utf-8'; readonly delimiter: ',' | ';' | '\t'; readonly lineEnd: 'CRLF'; /** Whose way to write numbers and dates; then date-times are in UTC. */ readonly locale?: FileLocale }
  | { readonly format: 'jsonl'; readonly encoding: 'utf-8'; readonly lineEnd: 'LF' }
  | { readonly format: 'xlsx'; readonly encoding: 'utf-8'; readonly dateTimes: 'UTC'; readonly sheets: readonly WorkbookSheet[] }
  | {
    readonly format: 'parquet';
    readonly codec: 'snappy';
    readonly dateTimes: 'UTC';
    /** The type every column has got; STRING where a value would not have been the same in the column's own. */
    readonly columns: readonly { readonly name: string; readonly type: string }[];
  };

/** `table` is the place of its table among those of the file, from 1: a long one goes over several sheets. */
export type WorkbookSheet = { readonly name: string; readonly table: number; readonly rows: number };
