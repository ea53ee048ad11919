import { csvDelimiter } from '@siderail/client';
import type { ExportFormat, ExportOptions, FileLocale } from '@siderail/contract';
import { useState } from 'react';
import { useCard } from './use-card.ts';

export type Separator = NonNullable<ExportOptions['delimiter']>;
export type Compress = NonNullable<ExportOptions['compress']>;
/** How numbers and dates are written: as in this country, or as programs read them. */
export type Country = FileLocale | 'plain';

export type FileFormat = {
  readonly format: ExportFormat;
  readonly setFormat: (format: ExportFormat) => void;
  /** Null where this kind of file has none. */
  readonly country: Country | null;
  readonly setCountry: (country: Country) => void;
  readonly separator: Separator | null;
  readonly setSeparator: (separator: Separator) => void;
  readonly compress: Compress | null;
  readonly setCompress: (compress: Compress) => void;
  /** What goes with the request; null: nothing. */
  readonly options: ExportOptions | null;
  /** Whether such a file holds a sheet for each of several tables. */
  readonly holdsSheets: boolean;
};

/**
 * The kind of file the person wants, as long as the card is there; it outlives a change of table. Numbers and dates are those of
 * the person's country until another is chosen, and the separator is that of the country.
 */
export function useFileFormat(): FileFormat {
  const { format: own } = useCard();
  const [format, setFormat] = useState<ExportFormat>('csv');
  const [country, setCountry] = useState<Country>(own.fileLocale ?? 'plain');
  const [chosen, setSeparator] = useState<Separator | null>(null);
  const [packed, setCompress] = useState<Compress>('none');
  const isCsv = format === 'csv';
  const separator = isCsv ? chosen ?? (country === 'plain' ? own.delimiter : csvDelimiter(country)) : null;
  const compress = isCsv || format === 'jsonl' ? packed : null;
  return {
    format,
    setFormat,
    country: isCsv ? country : null,
    setCountry,
    separator,
    setSeparator,
    compress,
    setCompress,
    options: optionsOf(isCsv ? country : null, separator, compress),
    holdsSheets: format === 'xlsx' || compress === 'zip',
  };
}

function optionsOf(country: Country | null, separator: Separator | null, compress: Compress | null): ExportOptions | null {
  const options: ExportOptions = {
    ...(separator === null ? {} : { delimiter: separator }),
    ...(country === null || country === 'plain' ? {} : { locale: country }),
    ...(compress === null || compress === 'none' ? {} : { compress }),
  };
  return Object.keys(options).length === 0 ? null : options;
}
