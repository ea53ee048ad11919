import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import type { SFTPWrapper } from 'ssh2';

/** SFTP's own status for a path that is not there. */
const NO_SUCH_FILE = 2;

/** Bytes of a file, null when it is not there. */
export async function sizeOfFile(sftp: SFTPWrapper, path: string): Promise<number | null> {
  return new Promise((resolve, reject) => sftp.stat(path, (error, stats) => {
    if (error === undefined) return resolve(stats.size);
    return (error as Error & { code?: number }).code === NO_SUCH_FILE ? resolve(null) : reject(error);
  }));
}

export async function sha256OfFile(sftp: SFTPWrapper, path: string): Promise<string> {
  const hash = createHash('sha256');
  const stream = guarded(sftp.createReadStream(path));
  const closed = new Promise((resolve) => stream.once('close', resolve));
  for await (const chunk of stream as AsyncIterable<Buffer>) hash.update(chunk);
  await closed;
  return hash.digest('hex');
}

/** Replaces what was there. Resolves when the server has closed the file. */
export async function writeFile(sftp: SFTPWrapper, path: string, body: AsyncIterable<Uint8Array>): Promise<void> {
  await pipeline(body, guarded(sftp.createWriteStream(path, { flags: 'w' })));
}

export async function removeFile(sftp: SFTPWrapper, path: string): Promise<void> {
  await new Promise<void>((resolve, reject) => sftp.unlink(path, (error) => (error == null ? resolve() : reject(error))));
}

/** Over what is there: at once where the server can (OpenSSH), else by deleting it first, because SFTP 3 renames over nothing. */
export async function renameFile(sftp: SFTPWrapper, from: string, to: string): Promise<void> {
  const atOnce = await new Promise<boolean>((resolve) => {
    try {
      sftp.ext_openssh_rename(from, to, (error) => resolve(error == null));
    } catch {
      // ssh2 throws where the server does not offer it.
      resolve(false);
    }
  });
  if (atOnce) return;
  if ((await sizeOfFile(sftp, to)) !== null) await removeFile(sftp, to);
  await new Promise<void>((resolve, reject) => sftp.rename(from, to, (error) => (error == null ? resolve() : reject(error))));
}

/** A stream that fails once more behind its end, when the connection goes, must not end the process. */
function guarded<S extends NodeJS.EventEmitter>(stream: S): S {
  stream.on('error', () => undefined);
  return stream;
}
