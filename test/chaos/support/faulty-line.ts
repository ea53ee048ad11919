import { createServer, request as httpRequest } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What happens to an answer on its way back: it arrives, the line is cut in its place, or a byte of it is changed. */
export type Fate = 'arrives' | 'is lost' | 'is changed';
export type Ask = { readonly method: string; readonly url: string };

export type FaultyLine = {
  readonly origin: string;
  /** Decides about the answer to each request, once the server behind has done its work. */
  judge: (ask: Ask) => Fate;
  close(): Promise<void>;
};

/** A line to an HTTP server on this machine that loses or changes answers, never requests. */
export async function startFaultyLine(port: number): Promise<FaultyLine> {
  const server = createServer((request, response) => forward(port, request, response, () => line.judge({ method: request.method ?? '', url: request.url ?? '' })));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const line: FaultyLine = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    judge: () => 'arrives',
    close: () => new Promise((resolve) => server.close(() => resolve()).closeAllConnections()),
  };
  return line;
}

function forward(port: number, request: IncomingMessage, response: ServerResponse, judge: () => Fate): void {
  const behind = httpRequest({ port, host: '127.0.0.1', method: request.method, path: request.url, headers: request.headers }, (answer) => {
    const pieces: Buffer[] = [];
    answer.on('data', (piece: Buffer) => pieces.push(piece));
    answer.on('end', () => {
      const fate = judge();
      if (fate === 'is lost') return void request.socket.destroy();
      const body = Buffer.concat(pieces);
      if (fate === 'is changed' && body.length > 0) body[body.length >> 1]! ^= 1;
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      response.end(body);
    });
  });
  behind.on('error', () => request.socket.destroy());
  request.pipe(behind);
}
