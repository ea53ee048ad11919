import { I16, I64, LIST, STRUCT } from './thrift-value.ts';
import type { ThriftList, ThriftStruct, ThriftValue } from './thrift-value.ts';
import { writeThrift } from './write-thrift.ts';

/**
 * Fields of parquet.thrift (https://github.com/apache/parquet-format, 2026-11-27): all that say where in the file
 * something lies, and what a joined file counts anew.
 */
const FILE = { schema: 2, rows: 3, groups: 4 };
const GROUP = { columns: 1, offset: 5, ordinal: 7 };
const CHUNK = { offset: 2, metadata: 3, offsetIndex: 4, columnIndex: 6 };
const METADATA = { dataPage: 9, indexPage: 10, dictionaryPage: 11, bloomFilter: 14 };

/** A file's footer, and how many bytes further on its row groups lie in the joined file. */
export type MovedFooter = { readonly footer: ThriftStruct; readonly by: number };

/** The footer of a file that holds the row groups of all these, one file behind the other. They must have the same columns. */
export function joinFooters(files: readonly MovedFooter[]): ThriftStruct {
  const first = files[0]!.footer;
  const schema = schemaOf(first);
  let rows = 0n;
  const groups: ThriftValue[] = [];
  for (const { footer, by } of files) {
    if (!schemaOf(footer).equals(schema)) throw new Error('two parts of a Parquet file have different columns');
    rows += intAt(footer, FILE.rows);
    for (const group of listAt(footer, FILE.groups).items) groups.push(moveGroup(group as ThriftStruct, BigInt(by), groups.length));
  }
  return withFields(first, [[FILE.rows, { type: I64, int: rows }], [FILE.groups, { ...listAt(first, FILE.groups), items: groups }]]);
}

function moveGroup(group: ThriftStruct, by: bigint, ordinal: number): ThriftStruct {
  const columns = listAt(group, GROUP.columns);
  const moved: ThriftList = { ...columns, items: columns.items.map((chunk) => moveChunk(chunk as ThriftStruct, by)) };
  const numbered = group.fields.has(GROUP.ordinal) ? [[GROUP.ordinal, { type: I16, int: BigInt(ordinal) }] as const] : [];
  return withFields(movePlaces(group, [GROUP.offset], by), [[GROUP.columns, moved], ...numbered]);
}

function moveChunk(chunk: ThriftStruct, by: bigint): ThriftStruct {
  const metadata = chunk.fields.get(CHUNK.metadata);
  if (metadata?.type !== STRUCT) throw new Error('a column of a Parquet file without its description');
  const moved = movePlaces(metadata, [METADATA.dataPage, METADATA.indexPage, METADATA.dictionaryPage, METADATA.bloomFilter], by);
  return withFields(movePlaces(chunk, [CHUNK.offset, CHUNK.offsetIndex, CHUNK.columnIndex], by), [[CHUNK.metadata, moved]]);
}

/** A place of 0 or less says that there is none. */
function movePlaces(struct: ThriftStruct, fields: readonly number[], by: bigint): ThriftStruct {
  const there = fields.filter((field) => struct.fields.has(field) && intAt(struct, field) > 0n);
  return withFields(struct, there.map((field) => [field, { type: I64, int: intAt(struct, field) + by }]));
}

/** The same fields in the same order, these with new values. */
function withFields({ fields }: ThriftStruct, changed: Iterable<readonly [number, ThriftValue]>): ThriftStruct {
  const next = new Map(fields);
  for (const [field, value] of changed) next.set(field, value);
  return { type: STRUCT, fields: next };
}

function schemaOf(footer: ThriftStruct): Buffer {
  return writeThrift({ type: STRUCT, fields: new Map([[FILE.schema, listAt(footer, FILE.schema)]]) });
}

function listAt(struct: ThriftStruct, field: number): ThriftList {
  const value = struct.fields.get(field);
  if (value?.type !== LIST) throw new Error(`field ${field} of a Parquet footer is no list`);
  return value;
}

function intAt(struct: ThriftStruct, field: number): bigint {
  const value = struct.fields.get(field);
  if (value === undefined || !('int' in value)) throw new Error(`field ${field} of a Parquet footer is no number`);
  return value.int;
}
