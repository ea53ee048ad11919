import type { Socket } from 'node:net';
import type { Client } from 'pg';
import { AppError } from '../../../core/errors/index.ts';
import type { Watch } from '../guard-client.ts';

const LOOKS = 8;

/**
 * Ends a COPY from which nothing is heard for `silenceMs`: the network may have swallowed the server. Time in which
 * `isPaused` says that we ourselves do not listen does not count. `onHeard` is told of what comes too slowly to be passed on yet.
 */
export function watchSilence(client: Client, silenceMs: number, isPaused: () => boolean, onHeard?: () => void): Watch {
  return (stop) => {
    const socket = client.connection.stream as Socket;
    let heard = socket.bytesRead;
    let silent = 0;
    const timer = setInterval(() => {
      if (socket.bytesRead !== heard) onHeard?.();
      silent = isPaused() || socket.bytesRead !== heard ? 0 : silent + 1;
      heard = socket.bytesRead;
      if (silent > LOOKS) stop(new AppError('source.timeout', { userMessage: 'The database took too long.' }));
    }, silenceMs / LOOKS);
    return () => clearInterval(timer);
  };
}
