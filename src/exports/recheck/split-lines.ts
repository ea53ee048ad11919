const QUOTE = 34;
const LINE_FEED = 10;

/** The lines of a chunk, each with its end, in either dialect: a line feed between quotes ends none. */
export function splitLines(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  let start = 0;
  let quoted = false;
  for (let at = 0; at < bytes.length; at += 1) {
    // A doubled quote closes and opens again.
    if (bytes[at] === QUOTE) quoted = !quoted;
    if (quoted || bytes[at] !== LINE_FEED) continue;
    lines.push(bytes.subarray(start, at + 1));
    start = at + 1;
  }
  return lines;
}
