/** How the file is to be read, as the certificate says it. */
export type FileFacts =
  | { readonly format: 'csv'; readonly encoding: 'utf-8 with BOM' | 'utf-8'; readonly delimiter: ',' | ';' | '\t'; readonly lineEnd: 'CRLF' }
  | { readonly format: 'jsonl'; readonly encoding: 'utf-8'; readonly lineEnd: 'LF' }
  | { readonly format: 'xlsx'; readonly encoding: 'utf-8'; readonly dateTimes: 'UTC'; readonly sheets: readonly WorkbookSheet[] };

/** `table` is the place of its table among those of the file, from 1: a long one goes over several sheets. */
export type WorkbookSheet = { readonly name: string; readonly table: number; readonly rows: number };
