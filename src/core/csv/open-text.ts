import { createReadStream } from 'node:fs';

/** Enough of a file to see what it is. */
const SAMPLE = 4_096;

export type Encoding = 'utf-8' | 'utf-16le' | 'windows-1252';

/** The text of a file in pieces, without the mark at its beginning; null where it is no text. Spreadsheets save as UTF-8 or in an old encoding, or as UTF-16 where they call it text. */
export async function openText(path: string): Promise<AsyncIterable<string> | null> {
  const encoding = await encodingOf(path);
  return encoding === null ? null : decode(path, encoding);
}

/** Read once for this: only its end shows whether all of a file is UTF-8. */
async function encodingOf(path: string): Promise<Encoding | null> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let seen = 0;
  try {
    for await (const piece of createReadStream(path)) {
      const bytes = piece as Buffer;
      if (seen === 0 && bytes[0] === 0xFF && bytes[1] === 0xFE) return 'utf-16le';
      if (seen < SAMPLE && bytes.subarray(0, SAMPLE - seen).includes(0)) return null;
      seen += bytes.length;
      decoder.decode(bytes, { stream: true });
    }
    decoder.decode();
  } catch (thrown) {
    if (thrown instanceof TypeError) return 'windows-1252';
    throw thrown;
  }
  return 'utf-8';
}

async function* decode(path: string, encoding: Encoding): AsyncIterable<string> {
  const decoder = new TextDecoder(encoding);
  for await (const piece of createReadStream(path)) yield decoder.decode(piece as Buffer, { stream: true });
  yield decoder.decode();
}
