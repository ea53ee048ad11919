/** The type of a column in the file. */
export type ParquetType =
  | { readonly kind: 'text' | 'double' | 'date' | 'boolean' }
  | { readonly kind: 'decimal'; readonly digits: 18 | 38; readonly scale: number }
  /** Microseconds. `utc`: moments; else what a clock on the wall showed, of no known zone. */
  | { readonly kind: 'timestamp'; readonly utc: boolean };

/** What the certificate calls it. */
export function nameOfType(type: ParquetType): string {
  switch (type.kind) {
    case 'text': return 'STRING';
    case 'decimal': return `DECIMAL(${type.digits}, ${type.scale})`;
    case 'timestamp': return type.utc ? 'TIMESTAMP (UTC, microseconds)' : 'TIMESTAMP (no zone, microseconds)';
    default: return type.kind.toUpperCase();
  }
}
