import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, existsSync, fstatSync, mkdtempSync, openSync, readdirSync, readFileSync, readSync, renameSync, rmSync, statSync, unlinkSync, writeSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ssh2 from 'ssh2';
import type { Connection, SFTPWrapper } from 'ssh2';

const { Server, utils } = ssh2;
const { OK, FAILURE, NO_SUCH_FILE, PERMISSION_DENIED, EOF } = utils.sftp.STATUS_CODE;

export type SftpServer = {
  readonly port: number;
  /** SHA256:… of its key. */
  readonly hostKey: string;
  readonly folder: string;
  /** Names in the folder, and a file's text. */
  names(): string[];
  read(name: string): string;
  /** Logins that were tried with a password or key, so after the host key was accepted. */
  readonly logins: string[];
  /** Called before each write; may break the connection or return a status. */
  beforeWrite: (connection: Connection) => number | 'nothing' | undefined;
  close(): Promise<void>;
};

/** The library now and then makes a key that it cannot read itself. */
function readableKey(): { readonly key: ReturnType<typeof utils.generateKeyPairSync>; readonly parsed: Exclude<ReturnType<typeof utils.parseKey>, Error> } {
  for (let tries = 1; ; tries += 1) {
    const key = utils.generateKeyPairSync('ed25519');
    const parsed = utils.parseKey(key.private);
    if (!(parsed instanceof Error)) return { key, parsed };
    if (tries === 10) throw parsed;
  }
}

/** A real SSH server with a real folder: user `exports`, password `secret`. */
export async function startSftpServer(): Promise<SftpServer> {
  const { key, parsed } = readableKey();
  const publicKey = (Array.isArray(parsed) ? parsed[0]! : parsed).getPublicSSH();
  const folder = mkdtempSync(join(tmpdir(), 'siderail-sftp-'));
  const logins: string[] = [];
  const connections = new Set<Connection>();

  const server = new Server({ hostKeys: [key.private] }, (connection) => {
    connections.add(connection);
    connection.on('error', () => undefined).on('close', () => connections.delete(connection));
    connection.on('authentication', (auth) => {
      if (auth.method === 'none') return auth.reject(['password']);
      logins.push(auth.method);
      return auth.method === 'password' && auth.username === 'exports' && auth.password === 'secret' ? auth.accept() : auth.reject(['password']);
    });
    connection.on('ready', () => connection.on('session', (accept) => accept().on('sftp', (take) => serve(take(), connection))));
  });

  function serve(sftp: SFTPWrapper, connection: Connection): void {
    const handles = new Map<number, number>();
    let next = 0;
    const at = (path: string): string => join(folder, path);
    const file = (handle: Buffer): number => handles.get(handle.readUInt32BE(0))!;
    const stat = (id: number, path: string): void => (existsSync(at(path)) ? sftp.attrs(id, attributes(statSync(at(path)))) : void sftp.status(id, NO_SUCH_FILE));
    sftp.on('OPEN', (id, path, flags) => {
      if (path.includes('forbidden/')) return void sftp.status(id, PERMISSION_DENIED);
      const name = Buffer.alloc(4);
      name.writeUInt32BE((next += 1));
      try {
        handles.set(next, openSync(at(path), utils.sftp.flagsToString(flags) ?? 'r'));
      } catch {
        return void sftp.status(id, NO_SUCH_FILE);
      }
      return sftp.handle(id, name);
    });
    sftp.on('WRITE', (id, handle, offset, data) => {
      const how = made.beforeWrite(connection);
      if (how === 'nothing') return;
      if (how !== undefined) return void sftp.status(id, how);
      writeSync(file(handle), data, 0, data.length, offset);
      sftp.status(id, OK);
    });
    sftp.on('READ', (id, handle, offset, length) => {
      const buffer = Buffer.alloc(length);
      const read = readSync(file(handle), buffer, 0, length, offset);
      return read === 0 ? void sftp.status(id, EOF) : sftp.data(id, buffer.subarray(0, read));
    });
    sftp.on('FSTAT', (id, handle) => sftp.attrs(id, attributes(fstatSync(file(handle)))));
    sftp.on('FSETSTAT', (id) => void sftp.status(id, OK));
    sftp.on('STAT', stat);
    sftp.on('LSTAT', stat);
    sftp.on('CLOSE', (id, handle) => {
      closeSync(file(handle));
      sftp.status(id, OK);
    });
    sftp.on('REMOVE', (id, path) => {
      unlinkSync(at(path));
      sftp.status(id, OK);
    });
    // As SFTP 3 has it: not over a file that is there.
    sftp.on('RENAME', (id, from, to) => {
      if (existsSync(at(to))) return void sftp.status(id, FAILURE);
      renameSync(at(from), at(to));
      return void sftp.status(id, OK);
    });
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const made: SftpServer = {
    port: (server.address() as AddressInfo).port,
    hostKey: `SHA256:${createHash('sha256').update(publicKey).digest('base64').replace(/=+$/, '')}`,
    folder, logins,
    names: () => readdirSync(folder).sort(),
    read: (name) => readFileSync(join(folder, name), 'utf8'),
    beforeWrite: () => undefined,
    async close() {
      for (const connection of connections) connection.end();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return made;
}

function attributes({ mode, size, uid, gid, atimeMs, mtimeMs }: { mode: number; size: number; uid: number; gid: number; atimeMs: number; mtimeMs: number }): { mode: number; size: number; uid: number; gid: number; atime: number; mtime: number } {
  return { mode, size, uid, gid, atime: Math.round(atimeMs / 1000), mtime: Math.round(mtimeMs / 1000) };
}
