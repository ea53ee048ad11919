const [LINE_FEED, QUOTE, COMMA] = [10, 34, 44];

/** What `marks` of a field says: quotes stand in pairs in it; a line feed is in it. */
export const DOUBLED = 1;
export const BROKEN = 2;

/** Where the fields of a row are, one of each for every column; a null and the empty text begin where they end. */
export type RowFields = { readonly starts: Int32Array; readonly ends: Int32Array; readonly marks: Uint8Array };

export function createRowFields(columns: number): RowFields {
  return { starts: new Int32Array(columns), ends: new Int32Array(columns), marks: new Uint8Array(columns) };
}

/**
 * Finds the fields of the staged row (dialect `staging`) that begins at `from`, without their quotes. Gives the place of the next row, or -1
 * when this one is not whole yet. Throws RangeError when it has another number of fields.
 */
export function splitRow(lines: Uint8Array, from: number, { starts, ends, marks }: RowFields): number {
  const length = lines.length;
  const columns = starts.length;
  let at = from;
  for (let field = 0; ; field += 1) {
    let start = at;
    let mark = 0;
    if (at < length && lines[at] === QUOTE) {
      start += 1;
      for (at = start; ; at += 1) {
        if (at + 1 >= length) return -1;
        const byte = lines[at];
        if (byte === LINE_FEED) mark |= BROKEN;
        if (byte !== QUOTE) continue;
        if (lines[at + 1] !== QUOTE) break;
        mark |= DOUBLED;
        at += 1;
      }
    } else {
      while (at < length && lines[at] !== COMMA && lines[at] !== LINE_FEED) at += 1;
      if (at >= length) return -1;
    }
    if (field < columns) {
      starts[field] = start;
      ends[field] = at;
      marks[field] = mark;
    }
    if (lines[at] === QUOTE) at += 1;
    const after = lines[at];
    at += 1;
    if (after === COMMA) continue;
    if (after !== LINE_FEED) throw new RangeError('a staged field goes on behind its quote');
    if (field + 1 !== columns && (columns > 0 || at - from > 1)) throw new RangeError(`a staged line has ${field + 1} fields instead of ${columns}`);
    return at;
  }
}
