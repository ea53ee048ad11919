import { giveBack } from '../../../core/bytes/lent-bytes.ts';

const LINE_FEED = 10;
const QUOTE = 34;

export type LineReader = {
  /** What has come and is not taken; the last line may not be whole. */
  readonly bytes: () => Uint8Array;
  /** Takes the first `count` bytes. */
  take(count: number): void;
  /** Waits until a line more may be whole; false at the end. */
  more(): Promise<boolean>;
  /** The first whole lines, at most `count`, without taking them. The same whatever the pieces are. */
  first(count: number): Promise<Uint8Array>;
};

/** Room for a piece and the beginning of a line before it; grows for longer lines. */
const FIRST_ROOM = 512 * 1024;

/**
 * Staged lines (dialect `staging`) out of pieces cut anywhere. They are gathered in one array that is filled again, so what
 * `bytes` and `first` gave changes with the next `more`; the pieces are given back at once.
 */
export function createLineReader(pieces: AsyncIterable<Uint8Array>): LineReader {
  const source = pieces[Symbol.asyncIterator]();
  // Never a Buffer: the writer's loops are fastest with arrays of one class.
  let room = new Uint8Array();
  let waiting = room;

  async function more(): Promise<boolean> {
    for (;;) {
      const next = await source.next();
      if (next.done === true) return false;
      const whole = next.value.includes(LINE_FEED);
      add(next.value);
      giveBack(next.value);
      if (whole) return true;
    }
  }

  function add(piece: Uint8Array): void {
    const length = waiting.length + piece.length;
    const larger = length <= room.length ? room : new Uint8Array(Math.max(length, FIRST_ROOM, room.length * 2));
    // `set` copies rightly also where both are the same memory.
    larger.set(waiting);
    larger.set(piece, waiting.length);
    room = larger;
    waiting = room.subarray(0, length);
  }

  return {
    bytes: () => waiting,
    take(count) {
      waiting = waiting.subarray(count);
    },
    more,
    async first(count) {
      for (;;) {
        const { lines, end } = wholeLines(waiting, count);
        if (lines === count || !(await more())) return waiting.subarray(0, end);
      }
    },
  };
}

function wholeLines(bytes: Uint8Array, most: number): { lines: number; end: number } {
  let lines = 0;
  let end = 0;
  let quoted = false;
  for (let at = 0; at < bytes.length && lines < most; at += 1) {
    if (bytes[at] === QUOTE) quoted = !quoted;
    if (bytes[at] !== LINE_FEED || quoted) continue;
    lines += 1;
    end = at + 1;
  }
  return { lines, end };
}
