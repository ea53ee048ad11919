export const [SUSPECT, HARMLESS, DIGIT] = [0, 1, 2];

/** By first byte. Lead bytes of UTF-8 that begin white space, invisible or full-width characters too are suspect: C2, E1, E2, E3, EF. */
const STARTS = new Uint8Array(256);
STARTS.fill(HARMLESS, 0xC3, 0xE1).fill(HARMLESS, 0xE4, 0xEF).fill(HARMLESS, 0xF0, 0xF5).fill(DIGIT, 0x30, 0x3A);
for (const character of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*,./:;<>?[\\]^_`{|}~') STARTS[character.charCodeAt(0)] = HARMLESS;

const KANA_LEAD = 0xE3;
const IDEOGRAPHIC_SPACE = 0x80;

/** Whether text that begins at `at` can be no formula (HARMLESS), is an id or the like (DIGIT), or looksLikeFormula has to say (SUSPECT). */
export function textStart(bytes: Uint8Array, at: number): number {
  const first = bytes[at]!;
  return first === KANA_LEAD && bytes[at + 1] !== IDEOGRAPHIC_SPACE ? HARMLESS : STARTS[first]!;
}
