/** What a field of a CSV file is separated by. */
export type Delimiter = ',' | ';' | '\t';

/**
 * How a row becomes a line of text, UTF-8.
 *
 * `staging`: neutral and lossless. Commas, LF; a field is quoted where it holds a quote, comma, CR or LF; nothing between the
 * commas is null, `""` the empty text. What PostgreSQL's `COPY … (FORMAT csv)` writes.
 *
 * `file`: as it stands in a CSV file. CRLF; text that a spreadsheet would run begins with an apostrophe; fields that
 * any delimiter we offer could split are quoted; null and the empty text are both nothing.
 */
export type LineDialect = { readonly kind: 'staging' } | { readonly kind: 'file'; readonly delimiter: Delimiter };
