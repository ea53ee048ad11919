import { SaxesParser } from 'saxes';
import { AppError } from '../errors/index.ts';

/** What is told of an XML part, in its order. Names are without their prefix. */
export type XmlTold = {
  readonly open?: (name: string, attribute: (name: string) => string | undefined) => void;
  readonly close?: (name: string) => void;
  readonly text?: (text: string) => void;
};

/**
 * Reads an XML part of a workbook; after each piece of it the caller may take what was gathered. A document type, which could
 * name other files or grow without end, is refused. Throws request.invalid.
 */
export async function* parseXml(pieces: AsyncIterable<Uint8Array>, told: XmlTold): AsyncGenerator<void, void, undefined> {
  const parser = new SaxesParser({ xmlns: false, position: false });
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const local = (name: string): string => name.slice(name.indexOf(':') + 1);
  parser.on('doctype', () => { throw broken(); });
  parser.on('opentag', ({ name, attributes }) => told.open?.(local(name), (wanted) => attributes[wanted] ?? Object.entries(attributes).find(([one]) => local(one) === wanted)?.[1]));
  parser.on('closetag', ({ name }) => told.close?.(local(name)));
  parser.on('text', (text) => told.text?.(text));
  parser.on('cdata', (text) => told.text?.(text));
  parser.on('error', (error) => { throw error; });
  try {
    for await (const piece of pieces) {
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
