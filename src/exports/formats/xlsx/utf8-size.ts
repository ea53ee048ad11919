/**
 * Bytes of the character beyond ASCII that begins at `at`. 0 where the bytes are not UTF-8 (RFC 3629), end too early, or
 * are U+FFFE or U+FFFF, which XML 1.0 cannot hold.
 */
export function utf8Size(bytes: Uint8Array, at: number, end: number): number {
  const first = bytes[at]!;
  const size = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  if (first < 0xC2 || first > 0xF4 || at + size > end) return 0;
  const second = bytes[at + 1]!;
  if ((second & 0xC0) !== 0x80) return 0;
  if (size === 2) return 2;
  const third = bytes[at + 2]!;
  if ((third & 0xC0) !== 0x80) return 0;
  if (size === 4) {
    if ((bytes[at + 3]! & 0xC0) !== 0x80 || (first === 0xF0 && second < 0x90) || (first === 0xF4 && second > 0x8F)) return 0;
    return 4;
  }
  if ((first === 0xE0 && second < 0xA0) || (first === 0xED && second > 0x9F)) return 0;
  return first === 0xEF && second === 0xBF && third >= 0xBE ? 0 : 3;
}
