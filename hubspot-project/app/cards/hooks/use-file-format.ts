import type { ExportFormat } from '@siderail/contract';
import { useState } from 'react';

export type FileFormat = readonly [ExportFormat, (format: ExportFormat) => void];

/** The kind of file the person wants, as long as the card is there; it outlives a change of table. */
export function useFileFormat(): FileFormat {
  return useState<ExportFormat>('csv');
}
