import { once } from 'node:events';
import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type TokenEndpoint = {
  readonly url: string;
  /** Refreshes asked for so far. */
  calls(): number;
  /** Called when a refresh arrives, with the client's id that it names. */
  onCall: (clientId: string | null) => void;
  /** How the next refreshes are answered, in this order; afterwards each gets a fresh token. */
  script(...answers: ((response: ServerResponse) => void)[]): void;
  /** Milliseconds before every answer. */
  delayMs: number;
  close(): Promise<void>;
};

export const status = (code: number, body: unknown) => (response: ServerResponse): void => void response.writeHead(code, { 'content-type': 'application/json' }).end(JSON.stringify(body));
export const html = (code: number) => (response: ServerResponse): void => void response.writeHead(code, { 'content-type': 'text/html' }).end('<html>maintenance</html>');
export const hang = (): void => undefined;
export const GONE = status(400, { error: 'invalid_grant', status: 'BAD_REFRESH_TOKEN', message: 'refresh token is invalid, expired or revoked' });

/** A token endpoint on a real socket that says what a test wants, and counts. Each fresh token has its own number. */
export async function startTokenEndpoint(): Promise<TokenEndpoint> {
  let count = 0;
  const script: ((response: ServerResponse) => void)[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => { body += text; }).on('end', () => endpoint.onCall(new URLSearchParams(body).get('client_id')));
    count += 1;
    const fresh = status(200, { access_token: `access-${count}`, refresh_token: 'refresh-1', expires_in: 1800, token_type: 'bearer' });
    setTimeout(() => (script.shift() ?? fresh)(response), endpoint.delayMs);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const endpoint: TokenEndpoint = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls: () => count,
    script: (...answers) => void script.splice(0, script.length, ...answers),
    onCall: () => undefined,
    delayMs: 0,
    close: () => new Promise((resolve) => server.close(() => resolve()).closeAllConnections()),
  };
  return endpoint;
}
