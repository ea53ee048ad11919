import { SaxesParser } from 'saxes';
import { AppError } from '../errors/index.ts';

/** What is told of an XML part, in its order. Names are without their prefix. */
export type XmlTold = {
  readonly open?: (name: string, attribute: (name: string) => string | undefined) => void;
  readonly close?: (name: string) => void;
  readonly text?: (text: string) => void;
};

/** Bytes without a beginning, an end or a text of any element: no spreadsheet has so many, and they would be gathered. */
const MOST_QUIET = 2_000_000;

/**
 * Reads an XML part of a workbook; after each piece of it the caller may take what was gathered. A document type, which could
 * name other files or grow without end, is refused. Throws request.invalid, request.too_large.
 */
export async function* parseXml(pieces: AsyncIterable<Uint8Array>, told: XmlTold): AsyncGenerator<void, void, undefined> {
  const parser = new SaxesParser({ xmlns: false, position: false });
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const local = (name: string): string => name.slice(name.indexOf(':') + 1);
  let quiet = 0;
  const heard = (): void => { quiet = 0; };
  parser.on('doctype', () => { throw broken(); });
  parser.on('opentag', ({ name, attributes }) => { heard(); told.open?.(local(name), (wanted) => attributes[wanted] ?? Object.entries(attributes).find(([one]) => local(one) === wanted)?.[1]); });
  parser.on('closetag', ({ name }) => { heard(); told.close?.(local(name)); });
  parser.on('text', (text) => { heard(); told.text?.(text); });
  parser.on('cdata', (text) => { heard(); told.text?.(text); });
  parser.on('error', (error) => { throw error; });
  try {
    for await (const piece of pieces) {
      quiet += piece.length;
      if (quiet > MOST_QUIET) throw new AppError('request.too_large', { userMessage: 'This Excel file holds more than can be read here.', fix: 'Delete columns and sheets you do not need, or send the rows in several files.' });
      parser.write(decoder.decode(piece, { stream: true }));
      yield;
    }
    parser.write(decoder.decode()).close();
    yield;
  } catch (thrown) {
    throw thrown instanceof AppError ? thrown : broken(thrown);
  }
}

function broken(cause?: unknown): AppError {
  return new AppError('request.invalid', { userMessage: 'This Excel file is damaged.', fix: 'Open it, save it anew as .xlsx, and send it again.', cause });
}
