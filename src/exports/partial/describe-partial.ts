/** How far an export had come whose file was made of what it had read. Parts are read side by side: each may end early. */
export type PartialFile = {
  stopped: 'cancelled' | 'failed';
  /** Rows that were expected in all, where that was known. */
  rowsExpected: number | null;
  sheets: { title: string; partsFinished: number; parts: number; rowsRead: number }[];
};

/** The same as a sentence for whoever opens the file. */
export function describePartial({ stopped, rowsExpected, sheets }: PartialFile, written: number): string {
  const parts = sheets.reduce((sum, sheet) => sum + sheet.parts, 0);
  const finished = sheets.reduce((sum, sheet) => sum + sheet.partsFinished, 0);
  const rows = rowsExpected === null ? `${count(written)} rows` : `${count(written)} of ${count(rowsExpected)} rows`;
  const where = parts === 1 ? 'The rows after them are missing.' : `Rows may be missing anywhere: ${finished} of ${parts} parts were read to their end.`;
  return `This is a part of the table only: the export ${stopped === 'failed' ? 'failed' : 'was cancelled'} after ${rows}. ${where}`;
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}
