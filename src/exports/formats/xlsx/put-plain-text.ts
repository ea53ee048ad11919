import { putBytes } from './put-bytes.ts';
import { utf8Size } from './utf8-size.ts';

const [COPY, ENTITY, CAREFUL, QUOTE, UNDERSCORE] = [0, 1, 2, 3, 4] as const;
const SMALL_X = 0x78;
/** As toCellText has them. */
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '_x000D_' };
const ENTITY_BYTES = new Array<Uint8Array>(128).fill(new Uint8Array());
const ACTIONS = new Uint8Array(128).fill(CAREFUL, 0, 0x20);
ACTIONS[0x0A] = COPY;
ACTIONS[0x7F] = COPY;
ACTIONS[0x22] = QUOTE;
ACTIONS[0x5F] = UNDERSCORE;
for (const [character, entity] of Object.entries(ENTITIES)) {
  ACTIONS[character.charCodeAt(0)] = ENTITY;
  ENTITY_BYTES[character.charCodeAt(0)] = new TextEncoder().encode(entity);
}

/**
 * Writes the text of a staged field as XML to `at` of `out` and gives the place behind it: at most seven bytes for one.
 * -1 when it holds what toCellText has to look at, with an undefined part of it written.
 */
export function putPlainText(lines: Uint8Array, from: number, to: number, out: Uint8Array, at: number): number {
  let place = at;
  for (let index = from; index < to; index += 1) {
    const byte = lines[index]!;
    if (byte >= 0x80) {
      const size = utf8Size(lines, index, to);
      if (size === 0) return -1;
      out[place++] = byte;
      for (let rest = 1; rest < size; rest += 1) out[place++] = lines[++index]!;
      continue;
    }
    const action = ACTIONS[byte]!;
    if (action === COPY) {
      out[place++] = byte;
    } else if (action === ENTITY) {
      place = putBytes(ENTITY_BYTES[byte]!, out, place);
    } else if (action === QUOTE) {
      // Quotes stand in pairs in a staged field, one for each quote of the text.
      index += 1;
      out[place++] = byte;
    } else if (action === UNDERSCORE && lines[index + 1] !== SMALL_X) {
      out[place++] = byte;
    } else {
      return -1;
    }
  }
  return place;
}
