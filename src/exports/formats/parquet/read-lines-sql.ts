import type { SpooledFile } from './spool-lines.ts';

/** Room for a line, and what is read at once; DuckDB wants both beforehand. */
const LINE_BYTES = 2_000_000;
const BUFFER_BYTES = 8_000_000;

/**
 * The staged lines of a file as a relation of texts, in their order. It is read by one thread from its start
 * (`parallel = false`): a thread that began in the middle would have to guess whether it is inside quotes, and text
 * that looks like lines makes it guess wrong.
 */
export function readLinesSql({ path, longestLine }: SpooledFile, columns: readonly string[]): string {
  const longest = Math.max(LINE_BYTES, longestLine + 1);
  return `read_csv(${sqlText(path)},
    auto_detect = false, header = false, delim = ',', quote = '"', escape = '"', new_line = '\\n', strict_mode = true,
    nullstr = '', allow_quoted_nulls = false, null_padding = false, ignore_errors = false, parallel = false,
    max_line_size = ${longest}, buffer_size = ${Math.max(BUFFER_BYTES, longest)},
    columns = {${columns.map((column) => `${sqlText(column)}: 'VARCHAR'`).join(', ')}})`;
}

export function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
