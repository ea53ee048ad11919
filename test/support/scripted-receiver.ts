import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Received = { readonly path: string; readonly headers: IncomingHttpHeaders; readonly body: string };

export type Receiver = {
  readonly url: string;
  /** Every request that came whole, whatever was answered. */
  readonly received: Received[];
  /** What is done with the next requests. */
  answer: (response: ServerResponse, request: Received) => void;
  close(): Promise<void>;
};

/** A web server that others send messages to; a test says what it does with them. */
export async function startReceiver(): Promise<Receiver> {
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('error', () => undefined);
    request.on('data', (piece: Buffer) => pieces.push(piece)).on('end', () => {
      const came = { path: request.url ?? '', headers: request.headers, body: Buffer.concat(pieces).toString('utf8') };
      made.received.push(came);
      made.answer(response, came);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const made: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received: [],
    answer: (response) => response.end('ok'),
    close: () => new Promise((resolve) => server.close(() => resolve()).closeAllConnections()),
  };
  return made;
}

export function status(code: number, headers: Record<string, string> = {}, body = ''): Receiver['answer'] {
  return (response) => response.writeHead(code, headers).end(body);
}

/** Takes the message and cuts the line instead of an answer. */
export const drop: Receiver['answer'] = (response) => response.socket?.resetAndDestroy();
