import type { EstimateExportResponse, SheetEstimate } from '@siderail/contract';
import type { Format } from '@siderail/client';
import type { Texts } from '../texts/use-texts.ts';

/** An estimate in single bytes would claim to know too much. */
const LEAST_BYTES = 1_000;
const UNKNOWN = '–';

/** Rows, size and time, as they stand in a table. */
type Cost = readonly [rows: string, bytes: string, seconds: string];
type Sizes = { readonly rows: number | null; readonly bytes: number | null; readonly seconds: number | null };

/** The sheets of a joined export in words, and what they are together. A sheet that is only read for another has no size, and its rows are not in the sum. */
export function describeSheets(estimate: EstimateExportResponse, format: Format, texts: Texts): { readonly sheets: readonly { readonly title: string; readonly cost: Cost }[]; readonly together: Cost } {
  const { sheets = [], bytes, seconds } = estimate;
  const rows = sheets.filter(isInFile).reduce<number | null>((sum, sheet) => (sum === null || sheet.rows === null ? null : sum + sheet.rows), 0);
  return { sheets: sheets.map((sheet) => ({ title: sheet.title, cost: costOf(sheet, isInFile(sheet), format, texts) })), together: costOf({ rows, bytes, seconds }, true, format, texts) };
}

function isInFile({ bytes }: SheetEstimate): boolean {
  return bytes !== 0;
}

function costOf({ rows, bytes, seconds }: Sizes, inFile: boolean, format: Format, texts: Texts): Cost {
  return [
    rows === null ? UNKNOWN : format.number(rows),
    bytes === null || !inFile ? UNKNOWN : texts.about(format.bytes(Math.max(bytes, LEAST_BYTES))),
    seconds === null ? UNKNOWN : seconds < 1 ? texts.underOneSecond : texts.about(format.duration(seconds)),
  ];
}
