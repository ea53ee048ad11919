/** What we make of a database type: how it is compared, shown and measured. */
export type ColumnKind = 'integer' | 'decimal' | 'float' | 'money' | 'text' | 'padded' | 'enum' | 'uuid' | 'date' | 'timestamp' | 'timestamptz' | 'boolean' | 'plain' | 'other';

const KINDS: Readonly<Record<string, ColumnKind>> = {
  int2: 'integer', int4: 'integer', int8: 'integer',
  numeric: 'decimal', float4: 'float', float8: 'float', money: 'money',
  text: 'text', varchar: 'text', bpchar: 'padded',
  uuid: 'uuid', date: 'date', timestamp: 'timestamp', timestamptz: 'timestamptz', bool: 'boolean',
  name: 'plain', time: 'plain', timetz: 'plain', interval: 'plain', inet: 'plain', cidr: 'plain', macaddr: 'plain', oid: 'plain',
};

/**
 * Kind of a base type. `plain`: sortable, shown as the server writes it. `other` (json, arrays, types of extensions):
 * read as text and compared as text, because their own operators may live in a schema we do not search.
 * Null: not shown at all (bytea).
 */
export function columnKind(type: { readonly schema: string; readonly name: string; readonly isEnum: boolean }): ColumnKind | null {
  if (type.isEnum) return 'enum';
  if (type.schema !== 'pg_catalog') return 'other';
  if (type.name === 'bytea' || type.name === '_bytea') return null;
  return KINDS[type.name] ?? 'other';
}
