import { COMMA, LINE_FEED, QUOTE } from './byte-classes.ts';

export type RowEnds = {
  /** Looks at the next bytes of the same stream. Returns where the last row that ends among them ends; `start` when none does. */
  scan(bytes: Uint8Array, start: number, end: number): number;
};

/**
 * Finds where rows of COPY's CSV end when they arrive in pieces, and calls `tooLong` with the column as soon as a field
 * has more than `fieldBytes` bytes: before the rest of it has come, let alone been kept.
 */
export function createRowEnds(fieldBytes: number, tooLong: (column: number) => never): RowEnds {
  let quoted = false;
  let column = 0;
  let length = 0;
  let quotes = 0;

  // A quote within the value is written twice, and two more stand around it.
  function valueBytes(): number {
    return quotes === 0 ? length : length - 2 - (quotes - 2) / 2;
  }

  function endField(): void {
    if (valueBytes() > fieldBytes) tooLong(column);
    length = 0;
    quotes = 0;
  }

  return {
    scan(bytes, start, end) {
      let rowEnd = start;
      for (let at = start; at < end; at += 1) {
        const byte = bytes[at]!;
        if (!quoted && (byte === COMMA || byte === LINE_FEED)) {
          endField();
          column = byte === COMMA ? column + 1 : 0;
          if (byte === LINE_FEED) rowEnd = at + 1;
          continue;
        }
        length += 1;
        if (byte !== QUOTE) continue;
        quotes += 1;
        quoted = !quoted;
      }
      // The least the value has, wherever it will end.
      if (length - 2 - quotes / 2 > fieldBytes) tooLong(column);
      return rowEnd;
    },
  };
}
