import { createHash } from 'node:crypto';
import { Socket } from 'node:net';
import type { TcpNetConnectOpts } from 'node:net';
import type { ConnectConfig, SFTPWrapper } from 'ssh2';
import { connectPinned, isHostName } from '../../core/net/index.ts';
import type { ResolveHost } from '../../core/net/index.ts';
import type { Settings } from '../settings.ts';

type SftpSettings = Extract<Settings, { kind: 'sftp' }>;
export type SftpConnection = { readonly sftp: SFTPWrapper; /** Rejects when the connection breaks. */ readonly broken: Promise<never>; close(): void };

const CONNECT_MS = 10_000;
/** A server that says nothing for so long, twice, is gone. */
const SILENT_MS = 10_000;

/** The other side has another key than the one that was pinned. */
export class WrongHostKey extends Error {
  override readonly name = 'WrongHostKey';
}

/** Connects to the address `resolveHost` gives, and goes on only with the pinned host key. Throws WrongHostKey, ssh2's errors, the signal's reason. */
export async function connectSftp(resolveHost: ResolveHost, settings: SftpSettings, signal: AbortSignal): Promise<SftpConnection> {
  if (!isHostName(settings.host)) throw new Error('not a host name');
  // Loaded only where it is used, as every package of which most workers never need anything.
  const { Client } = await import('ssh2');
  const client = new Client();
  const socket = new Socket();
  const { promise: broken, reject: fail } = Promise.withResolvers<never>();
  broken.catch(ignore);
  let wrongKey = false;
  const onAbort = (): void => fail(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  function close(): void {
    signal.removeEventListener('abort', onAbort);
    client.destroy();
    socket.destroy();
  }
  client.on('error', (error) => fail(wrongKey ? new WrongHostKey('the host key is another one') : error));
  socket.on('close', () => fail(new Error('the connection was closed')));
  socket.on('error', fail);

  const ready = new Promise<SftpConnection>((resolve, reject) => {
    client.on('ready', () => client.sftp((error, sftp) => {
      if (error !== undefined) return reject(error);
      // What still waits for an answer when the connection ends is told here as well; unheard it would end the process.
      sftp.on('error', ignore);
      return resolve({ sftp, broken, close });
    }));
  });
  const clientSettings = (): ConnectConfig => ({
    sock: socket, username: settings.user, readyTimeout: CONNECT_MS, keepaliveInterval: SILENT_MS, keepaliveCountMax: 2,
    ...(settings.password === undefined ? { privateKey: settings.privateKey ?? '' } : { password: settings.password }),
    hostVerifier: (key: Buffer): boolean => {
      wrongKey = `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}` !== settings.hostKey.replace(/=+$/, '');
      return !wrongKey;
    },
  });
  connectPinned(socket, (options: TcpNetConnectOpts) => socket.connect(options), settings, resolveHost);
  const timer = setTimeout(() => fail(new Error('nobody answered')), CONNECT_MS);
  socket.once('connect', () => {
    try {
      client.connect(clientSettings());
    } catch (thrown) {
      // ssh2 reads the private key here.
      fail(thrown);
    }
  });
  try {
    return await Promise.race([ready, broken]);
  } catch (thrown) {
    close();
    throw thrown;
  } finally {
    clearTimeout(timer);
  }
}

function ignore(): void {}
