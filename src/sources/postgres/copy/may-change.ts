/**
 * Whether a field with a suspect first or last byte really may need an apostrophe or quotes. Scripts whose letters
 * merely share such a byte with a space or sign are told apart here, so that their text is not decoded cell by cell.
 */
export function mayChange(bytes: Buffer, start: number, end: number): boolean {
  return beginsSuspect(bytes[start]!, bytes[start + 1]!) || endsSuspect(bytes, start, end);
}

function beginsSuspect(first: number, second: number): boolean {
  switch (first) {
    case 0xc2: return second === 0xa0;
    case 0xe1: return second === 0x9a;
    case 0xe2: return second === 0x80 || second === 0x81;
    case 0xe3: return second === 0x80;
    case 0xef: return true;
    default: return ASCII_SUSPECTS.has(first);
  }
}

const ASCII_SUSPECTS: ReadonlySet<number> = new Set(Buffer.from('\0 \t\n\v\f\r"\'=+-@'));

/** U+00A0, U+1680, U+2000 to U+206F, U+3000 and U+FEFF as the last character; ASCII white space. */
function endsSuspect(bytes: Buffer, start: number, end: number): boolean {
  const last = bytes[end - 1]!;
  if (last < 0x80) return last === 0x20 || (last >= 0x09 && last <= 0x0d);
  if (last === 0xa0 && bytes[end - 2] === 0xc2) return true;
  if (end - start < 3) return false;
  const middle = bytes[end - 2]!;
  switch (bytes[end - 3]) {
    case 0xe1: return middle === 0x9a;
    case 0xe2: return middle === 0x80 || middle === 0x81;
    case 0xe3: return middle === 0x80;
    case 0xef: return middle === 0xbb;
    default: return false;
  }
}
