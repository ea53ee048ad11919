import type { EstimateExportResponse } from '@siderail/contract';

/** Rows of the whole file, those of every table in it; null where they are not known. */
export function allRows({ rows, sheets }: EstimateExportResponse): number | null {
  if (sheets === undefined) return rows;
  return sheets.reduce<number | null>((sum, sheet) => (sum === null || sheet.rows === null ? null : sum + sheet.rows), 0);
}
