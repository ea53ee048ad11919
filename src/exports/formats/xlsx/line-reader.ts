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

/** Staged lines (dialect `staging`) out of pieces cut anywhere. */
export function createLineReader(pieces: AsyncIterable<Uint8Array>): LineReader {
  const source = pieces[Symbol.asyncIterator]();
  let waiting = new Uint8Array();

  async function more(): Promise<boolean> {
    const come: Uint8Array[] = [];
    for (;;) {
      const next = await source.next();
      if (next.done !== true) come.push(next.value);
      const whole = next.done === true || next.value.includes(LINE_FEED);
      if (!whole) continue;
      if (come.length > 0) waiting = join([waiting, ...come]);
      return next.done !== true;
    }
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

/** Never a Buffer, also of one piece: the writer's loops are fastest with arrays of one class. */
function join(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const filled = parts.filter(({ length }) => length > 0);
  const [only] = filled;
  if (only !== undefined && filled.length === 1) return new Uint8Array(only.buffer as ArrayBuffer, only.byteOffset, only.length);
  const whole = new Uint8Array(filled.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of filled) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
