import type { Readable } from 'node:stream';
import { openPromise } from 'yauzl';
import type { Entry, ZipFile } from 'yauzl';
import { AppError } from '../errors/index.ts';

/** A workbook of one sheet has ten. */
const MOST_PARTS = 1_000;

/** The parts of a workbook by their path; each is read as a stream, and all together give no more than the bound. */
export type Parts = { readonly has: (path: string) => boolean; readonly read: (path: string) => AsyncIterable<Uint8Array>; readonly close: () => void };

/**
 * Opens the ZIP archive that a workbook is, where it lies. Nothing is unpacked before it is read, and reading ends where `mostBytes`
 * are passed, whatever the archive says of its sizes (T49). To be closed. Throws request.invalid, request.too_large.
 */
export async function openParts(path: string, mostBytes: number): Promise<Parts> {
  const zip = await openPromise(path, { lazyEntries: true, strictFileNames: true, autoClose: false }).catch((cause: unknown) => {
    throw new AppError('request.invalid', { ...DAMAGED, cause });
  });
  try {
    return readable(zip, await listEntries(zip), mostBytes);
  } catch (thrown) {
    zip.close();
    throw thrown instanceof AppError ? thrown : new AppError('request.invalid', { ...DAMAGED, cause: thrown });
  }
}

async function listEntries(zip: ZipFile): Promise<ReadonlyMap<string, Entry>> {
  const entries = new Map<string, Entry>();
  for await (const entry of zip.eachEntry()) {
    if (entries.size >= MOST_PARTS) throw new AppError('request.too_large', TOO_LARGE);
    if (entry.isEncrypted()) throw new AppError('request.invalid', { userMessage: 'This Excel file is protected by a password.', fix: 'Save it without a password and send it again.' });
    entries.set(entry.fileName, entry);
  }
  return entries;
}

function readable(zip: ZipFile, entries: ReadonlyMap<string, Entry>, mostBytes: number): Parts {
  let left = mostBytes;

  async function* read(path: string): AsyncIterable<Uint8Array> {
    const entry = entries.get(path);
    if (entry === undefined) throw new AppError('request.invalid', DAMAGED);
    if (entry.uncompressedSize > left) throw new AppError('request.too_large', TOO_LARGE);
    let stream: Readable | undefined;
    try {
      stream = await zip.openReadStreamPromise(entry);
      for await (const piece of stream) {
        const part = piece as Uint8Array;
        left -= part.length;
        if (left < 0) throw new AppError('request.too_large', TOO_LARGE);
        yield part;
      }
    } catch (thrown) {
      throw thrown instanceof AppError ? thrown : new AppError('request.invalid', { ...DAMAGED, cause: thrown });
    } finally {
      stream?.destroy();
    }
  }

  return { has: (path) => entries.has(path), read, close: () => zip.close() };
}

const TOO_LARGE = { userMessage: 'This Excel file holds more than can be read here.', fix: 'Delete columns and sheets you do not need, or send the rows in several files.' };
const DAMAGED = { userMessage: 'This is no Excel file that can be read.', fix: 'Open it, save it anew as .xlsx, and send it again.' };
