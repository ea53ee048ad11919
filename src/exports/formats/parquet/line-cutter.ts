export type LineCounts = {
  readonly rows: number;
  readonly bytes: number;
  /** Bytes of the longest line with its line end. */
  readonly longestLine: number;
};

/** All cuts have the rows of the first, which has `rows`, or fewer once it holds `bytes`, but a multiple of `step`. */
export type CutRule = { readonly rows: number; readonly bytes: number; readonly step: number };

export type LineCutter = {
  /** Reads on in `piece` from `from`; answers where it stopped: behind the line that makes it full, or at the end. */
  scan(piece: Uint8Array, from: number): number;
  isFull(): boolean;
  isEmpty(): boolean;
  isAtLineEnd(): boolean;
  /** What was read since the last call. Only at a line end. */
  take(): LineCounts;
};

const QUOTE = 0x22;
const LINE_FEED = 0x0A;

/** Counts staged lines and finds where they end: a line feed inside quotes ends none. A doubled quote opens what it closed. */
export function createLineCutter(rule: CutRule): LineCutter {
  let cutAt: number | null = null;
  let quoted = false;
  let rows = 0;
  let bytes = 0;
  let longestLine = 0;
  /** Bytes read of the line that has not ended yet. */
  let line = 0;

  function isFull(): boolean {
    if (cutAt !== null) return rows === cutAt;
    return rows > 0 && rows % rule.step === 0 && (rows >= rule.rows || bytes >= rule.bytes);
  }

  return {
    scan(piece, from) {
      let start = from - line;
      for (let at = from; at < piece.length; at += 1) {
        const byte = piece[at];
        if (byte === QUOTE) quoted = !quoted;
        if (byte !== LINE_FEED || quoted) continue;
        const length = at + 1 - start;
        rows += 1;
        bytes += length;
        if (length > longestLine) longestLine = length;
        start = at + 1;
        line = 0;
        if (isFull()) return start;
      }
      line = piece.length - start;
      return piece.length;
    },
    isFull: () => line === 0 && isFull(),
    isEmpty: () => rows === 0,
    isAtLineEnd: () => line === 0,
    take() {
      if (isFull()) cutAt = rows;
      const counts = { rows, bytes, longestLine };
      rows = 0;
      bytes = 0;
      longestLine = 0;
      return counts;
    },
  };
}
