import { parquetMetadata, parquetRead } from 'hyparquet';
import type { FileMetaData } from 'hyparquet';

/** A value as another program's reader finds it in the file; decimals as text with all their digits, dates as days and moments as microseconds since 1970. */
export type Found = string | number | bigint | boolean | null;
export type ParquetFile = {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /** Rows of each group. */
  readonly groups: readonly number[];
  readonly compressions: readonly string[];
  readonly rows: readonly (readonly Found[])[];
};

/** Reads a Parquet file, or a range of its rows, with hyparquet, which shares no line with the writer. */
export async function readParquet(bytes: Uint8Array, range?: { readonly start: number; readonly end: number }): Promise<ParquetFile> {
  const file = bytes.buffer.byteLength === bytes.byteLength ? (bytes.buffer as ArrayBuffer) : new Uint8Array(bytes).buffer;
  const metadata = parquetMetadata(file);
  const columns = metadata.schema.slice(1).map((element) => ({ name: element.name, type: typeOf(element) }));
  const scales = metadata.schema.slice(1).map((element) => (element.converted_type === 'DECIMAL' ? (element.scale ?? 0) : null));
  // hyparquet makes doubles of decimals: without the type it gives their digits.
  for (const element of metadata.schema) {
    if (element.converted_type !== 'DECIMAL') continue;
    delete element.converted_type;
    delete element.logical_type;
  }
  const rows: Found[][] = [];
  await parquetRead({
    ...(range === undefined ? {} : { rowStart: range.start, rowEnd: range.end }),
    file,
    metadata,
    parsers: {
      // Without ignoreBOM a mark at the start of a text would be dropped by the reader.
      stringFromBytes: (bytes: Uint8Array) => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes),
      dateFromDays: (days: number) => days,
      timestampFromMicroseconds: (micros: bigint) => micros,
    },
    onComplete(found) {
      for (const row of found) rows.push(row.map((value: unknown, at: number) => plain(value, scales[at] ?? null)));
    },
  });
  const chunks = metadata.row_groups.flatMap((group) => group.columns);
  return {
    columns,
    groups: metadata.row_groups.map((group) => Number(group.num_rows)),
    compressions: [...new Set(chunks.map((chunk) => chunk.meta_data?.codec ?? 'none'))],
    rows,
  };
}

type Element = FileMetaData['schema'][number];

function typeOf({ type, converted_type, logical_type, precision, scale }: Element): string {
  if (converted_type === 'DECIMAL') return `DECIMAL(${precision}, ${scale})`;
  if (logical_type?.type === 'TIMESTAMP') return `TIMESTAMP ${logical_type.unit} ${logical_type.isAdjustedToUTC ? 'UTC' : 'no zone'}`;
  return converted_type ?? type ?? '';
}

function plain(value: unknown, scale: number | null): Found {
  if (value === null || value === undefined) return null;
  if (scale === null) return value as Found;
  const units = value instanceof Uint8Array ? BigInt.asIntN(128, BigInt(`0x${Buffer.from(value).toString('hex')}`)) : BigInt(value as bigint | number);
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
  return `${units < 0n ? '-' : ''}${digits.slice(0, digits.length - scale)}${scale === 0 ? '' : `.${digits.slice(-scale)}`}`;
}
