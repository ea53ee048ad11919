import type { ExportFormat, ExportOptions } from '@siderail/contract';
import { useState } from 'react';
import { useCard } from './use-card.ts';

export type Separator = NonNullable<ExportOptions['delimiter']>;
export type Compress = NonNullable<ExportOptions['compress']>;

export type FileFormat = {
  readonly format: ExportFormat;
  readonly setFormat: (format: ExportFormat) => void;
  /** Null where this kind of file has none. */
  readonly separator: Separator | null;
  readonly setSeparator: (separator: Separator) => void;
  readonly compress: Compress | null;
  readonly setCompress: (compress: Compress) => void;
  /** What goes with the request; null: nothing. */
  readonly options: ExportOptions | null;
  /** Whether such a file holds a sheet for each of several tables. */
  readonly holdsSheets: boolean;
};

/** The kind of file the person wants, as long as the card is there; it outlives a change of table. The separator is that of the person's country until another is chosen. */
export function useFileFormat(): FileFormat {
  const card = useCard();
  const [format, setFormat] = useState<ExportFormat>('csv');
  const [chosen, setSeparator] = useState<Separator>(card.format.delimiter);
  const [packed, setCompress] = useState<Compress>('none');
  const separator = format === 'csv' ? chosen : null;
  const compress = format === 'csv' || format === 'jsonl' ? packed : null;
  return {
    format,
    setFormat,
    separator,
    setSeparator,
    compress,
    setCompress,
    options: optionsOf(separator, compress),
    holdsSheets: format === 'xlsx' || compress === 'zip',
  };
}

function optionsOf(separator: Separator | null, compress: Compress | null): ExportOptions | null {
  if (separator === null && (compress === null || compress === 'none')) return null;
  return { ...(separator === null ? {} : { delimiter: separator }), ...(compress === null || compress === 'none' ? {} : { compress }) };
}
