/** What we make of a database type: how it is compared, shown and measured. */
export type ColumnKind =
  | 'integer' | 'unsigned' | 'decimal' | 'float' | 'double' | 'bit' | 'text' | 'enum' | 'uuid' | 'date' | 'datetime' | 'timestamp' | 'time' | 'year' | 'other';

const KINDS: Readonly<Record<string, ColumnKind>> = {
  decimal: 'decimal', float: 'float', double: 'double',
  char: 'text', varchar: 'text', tinytext: 'text', text: 'text', mediumtext: 'text', longtext: 'text',
  enum: 'enum', uuid: 'uuid', date: 'date', datetime: 'datetime', timestamp: 'timestamp', time: 'time', year: 'year',
  set: 'other', json: 'other', inet4: 'other', inet6: 'other',
};
const INTEGERS = new Set(['tinyint', 'smallint', 'mediumint', 'int', 'bigint']);

/**
 * Kind of a type, given as information_schema has it (`bigint`, `bigint(20) unsigned`). `other`: read and compared as
 * text, not sortable. Null: not shown at all (binary data, bits beyond one, geometry, types we do not know).
 */
export function columnKind(dataType: string, columnType: string): ColumnKind | null {
  if (INTEGERS.has(dataType)) return /\bunsigned\b/.test(columnType) ? 'unsigned' : 'integer';
  if (dataType === 'bit') return columnType === 'bit(1)' ? 'bit' : null;
  return Object.hasOwn(KINDS, dataType) ? KINDS[dataType]! : null;
}
