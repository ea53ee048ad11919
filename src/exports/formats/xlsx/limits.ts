/** What a sheet may hold. Excel's own figures; tests use smaller ones. */
export type XlsxLimits = {
  /** Rows of a sheet, the header among them. */
  readonly sheetRows: number;
  /** Bytes of a sheet's XML before a new sheet begins: below 4 GiB, so that no entry of the archive needs ZIP64. */
  readonly sheetBytes: number;
  readonly columns: number;
};

/** https://support.microsoft.com/office/excel-specifications-and-limits-1672b34d-7043-467e-8e27-269d656771c3 (November 2026) */
export const XLSX_LIMITS: XlsxLimits = { sheetRows: 1_048_576, sheetBytes: 3.5 * 2 ** 30, columns: 16_384 };
