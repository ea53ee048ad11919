/** Bytes of lines that come in pieces cut anywhere, and a line feed behind them. */
export type LineWindow = {
  readonly bytes: () => Buffer;
  readonly end: () => number;
  /** Whether looking at the bytes again pays: a line longer than all pieces would otherwise be read from its start for each. */
  readonly isWorthALook: () => boolean;
  add(piece: Uint8Array): void;
  /** Forgets the bytes before `from`. */
  keep(from: number): void;
};

const LINE_FEED = 0x0a;
const FIRST_BYTES = 1024 * 1024;

export function createLineWindow(): LineWindow {
  let bytes = Buffer.allocUnsafeSlow(FIRST_BYTES);
  let end = 0;
  /** Bytes that were looked at and did not make a line. */
  let kept = 0;

  return {
    bytes: () => bytes,
    end: () => end,
    isWorthALook: () => end >= 2 * kept,
    add(piece) {
      const needed = end + piece.length + 1;
      if (needed > bytes.length) {
        const larger = Buffer.allocUnsafeSlow(2 * needed);
        bytes.copy(larger, 0, 0, end);
        bytes = larger;
      }
      bytes.set(piece, end);
      end += piece.length;
      bytes[end] = LINE_FEED;
    },
    keep(from) {
      bytes.copyWithin(0, from, end);
      end -= from;
      kept = end;
      bytes[end] = LINE_FEED;
    },
  };
}
