import type { LineDialect } from '../../core/csv/line-dialect.ts';
import type { StoredExport, StoredSheet } from '../exports.store.ts';
import { formatOf } from '../formats/format-of.ts';

/** How a sheet's rows are staged: as the format wants them, but neutral where another sheet reads them back. */
export function sheetDialect(wanted: Pick<StoredExport, 'format' | 'options' | 'sheets'>, { sheet }: Pick<StoredSheet, 'sheet'>): LineDialect {
  const readBack = wanted.sheets.some(({ role }) => 'of' in role && role.of === sheet);
  return readBack ? { kind: 'staging' } : formatOf(wanted.format).dialect(wanted.options);
}
