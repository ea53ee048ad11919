import type { Column, ExportFormat, RelatedTable, StartExportRequest, Table } from '@siderail/contract';
import { useSurface } from '@siderail/ui';
import { useState } from 'react';

export type ExportDraft = {
  readonly columns: readonly string[];
  readonly setColumns: (keys: readonly string[]) => void;
  readonly related: readonly string[];
  readonly setRelated: (ids: readonly string[]) => void;
  readonly format: ExportFormat;
  readonly setFormat: (format: ExportFormat) => void;
  /** Everything of the request but the click's id. */
  readonly request: Omit<StartExportRequest, 'requestId'>;
};

type Options = { readonly table: Table; readonly offered: readonly RelatedTable[]; readonly record: StartExportRequest['query']['record']; readonly selectionId: string };

/** What the file is to hold. Tables that are joined need a workbook: each gets a sheet of its own. */
export function useExportDraft({ table, offered, record, selectionId }: Options): ExportDraft {
  const { format: { delimiter, fileLocale } } = useSurface();
  const [columns, setColumns] = useState<readonly string[]>(table.defaultColumns);
  const [related, setRelated] = useState<readonly string[]>([]);
  const [wanted, setFormat] = useState<ExportFormat>('csv');
  const format = related.length > 0 ? 'xlsx' : wanted;
  const joined = offered.filter(({ id }) => related.includes(id)).map(({ id }) => ({ tableId: id, columns: [] }));
  return {
    columns, setColumns, related, setRelated, format, setFormat,
    request: {
      query: { record, tableId: table.id, columns: inOrder(table.columns, columns), filters: [], selection: selectionId },
      format,
      ...(format === 'csv' ? { options: { delimiter, ...(fileLocale === null ? {} : { locale: fileLocale }) } } : {}),
      ...(joined.length === 0 ? {} : { joined: { layout: 'sheets' as const, tables: joined } }),
    },
  };
}

function inOrder(columns: readonly Column[], chosen: readonly string[]): string[] {
  return columns.map(({ key }) => key).filter((key) => chosen.includes(key));
}
