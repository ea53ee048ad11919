import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Busboy } from '@fastify/busboy';
import type { BusboyFileStream, BusboyHeaders, BusboyInstance } from '@fastify/busboy';
import type { Request } from 'express';
import { AppError } from '../src/core/errors/index.ts';

/** A list of some hundred thousand rows; its size unpacked is bounded where it is read. */
const MOST_BYTES = 25_000_000;
const MOST_PASTED = 5_000_000;
/** What a form needs around its file. */
const FORM_BYTES = 100_000;
const FILE = 'file';
const PASTED = 'pasted';

/**
 * Receives the file of a form, or else the text pasted into it, onto disk as it comes, and gives its path to `use`; null where there
 * is neither. Gone afterwards. A compressed form is refused: no browser sends one, and it could be anything once unpacked (T49).
 * Throws request.invalid, request.too_large.
 */
export async function receiveList<T>(request: Request, use: (path: string | null) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'siderail-list-'));
  try {
    return await use(await receive(request, join(folder, 'list')));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function receive(request: Request, path: string): Promise<string | null> {
  const form = openForm(request);
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const file: { stream?: BusboyFileStream; written?: Promise<void> } = {};
  let pasted = '';
  form.on('file', (name: string, stream: BusboyFileStream) => {
    if (name !== FILE || file.stream !== undefined) return void stream.resume();
    file.stream = stream;
    stream.once('limit', () => reject(tooLarge()));
    file.written = pipeline(stream, createWriteStream(path, { mode: 0o600 }));
    file.written.catch(reject);
  });
  form.on('field', (name: string, value: string, _nameCut: boolean, cut: boolean) => {
    if (name !== PASTED) return;
    if (cut) reject(tooLarge());
    pasted = value.trim();
  });
  form.once('finish', () => resolve(pasted));
  form.once('error', (cause: unknown) => reject(new AppError('request.invalid', { cause })));
  request.once('close', () => {
    if (!request.complete) reject(new AppError('request.invalid', { detail: 'the sender went away' }));
  });
  request.pipe(form);
  try {
    const text = await promise;
    await file.written;
    if (file.written !== undefined && (await stat(path)).size > 0) return path;
    if (text === '') return null;
    await writeFile(path, text, { mode: 0o600 });
    return path;
  } catch (thrown) {
    request.unpipe(form);
    // Without this what was written so far stays open.
    file.stream?.destroy();
    // What is still coming ends with the connection, behind the answer.
    request.res?.set('Connection', 'close');
    throw thrown;
  }
}

function openForm(request: Request): BusboyInstance {
  const encoding = request.get('content-encoding') ?? 'identity';
  const type = request.get('content-type') ?? '';
  if (encoding !== 'identity' || !type.startsWith('multipart/form-data')) throw new AppError('request.invalid', { detail: `a form of ${type}, ${encoding}` });
  if (Number(request.get('content-length') ?? 0) > MOST_BYTES + FORM_BYTES) throw tooLarge();
  try {
    return new Busboy({ headers: request.headers as BusboyHeaders, limits: { fileSize: MOST_BYTES, files: 2, fields: 10, parts: 12, fieldSize: MOST_PASTED, headerPairs: 20 } });
  } catch (cause) {
    throw new AppError('request.invalid', { cause });
  }
}

function tooLarge(): AppError {
  return new AppError('request.too_large', { userMessage: `The list is larger than ${MOST_BYTES / 1_000_000} MB.`, fix: 'Delete lines and columns you do not need, or send it in several parts.' });
}
