import type { Socket } from 'node:net';
import type { Client } from 'pg';
import type { Limits } from './limits.ts';

const LOOK_EVERY_MS = 50;

/**
 * Calls `stop` when more bytes arrive for one question than our statements can ask for: a hostile server may send
 * rows without end. Returns the function that ends the watch.
 */
export function watchAnswer(client: Client, limits: Limits, stop: () => void): () => void {
  const socket = client.connection.stream as Socket;
  const before = socket.bytesRead;
  const timer = setInterval(() => {
    if (socket.bytesRead - before > limits.answerBytes) stop();
  }, LOOK_EVERY_MS);
  return () => clearInterval(timer);
}
