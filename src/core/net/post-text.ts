import { request as requestPlain } from 'node:http';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { request as requestTls } from 'node:https';
import { checkAddress } from './check-address.ts';
import type { Place } from './check-address.ts';
import { pinnedLookup } from './pinned-lookup.ts';
import type { ResolveHost } from './resolve-host.ts';

/** What became of a request. `unknown`: it may have been read, and no whole answer came. */
export type Posted =
  | { readonly state: 'answered'; readonly status: number; readonly body: string; readonly retryAfter: string | null }
  | { readonly state: 'not_sent' | 'unknown'; readonly reason: string };

export type Post = { readonly url: string; readonly headers: Readonly<Record<string, string>>; readonly body: string; readonly signal: AbortSignal; readonly mostMs: number };

/** Of an answer no more is read. */
const MOST_BYTES = 16_384;

/** Sends one text to a customer's address and reads the answer; follows no redirect (T36). Never throws. */
export async function postText(resolveHost: ResolveHost, post: Post): Promise<Posted> {
  const url = new URL(post.url);
  let place: Place;
  try {
    place = await checkAddress(url, resolveHost);
  } catch {
    return { state: 'not_sent', reason: 'Nobody answers at this address.' };
  }
  return new Promise((resolve) => {
    let connected = false;
    const end = (reason: string): void => resolve({ state: connected ? 'unknown' : 'not_sent', reason });
    const send = place.secure ? requestTls : requestPlain;
    const request: ClientRequest = send(url, {
      method: 'POST', agent: false, lookup: pinnedLookup(resolveHost, place.port), signal: AbortSignal.any([post.signal, AbortSignal.timeout(post.mostMs)]),
      headers: { ...post.headers, 'content-length': Buffer.byteLength(post.body), 'user-agent': 'Siderail' },
    }, (response) => void readAnswer(response).then(resolve, () => end('The connection broke before the answer was whole.')));
    // Bytes leave only on a connection: before that, nothing can have been read.
    request.on('socket', (socket) => socket.once(place.secure ? 'secureConnect' : 'connect', () => { connected = true; }));
    request.on('error', (thrown: NodeJS.ErrnoException) => end(plainReason(thrown, connected)));
    request.end(post.body);
  });
}

async function readAnswer(response: IncomingMessage): Promise<Posted> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of response as AsyncIterable<Buffer>) {
    pieces.push(piece);
    bytes += piece.byteLength;
    if (bytes > MOST_BYTES) break;
  }
  return { state: 'answered', status: response.statusCode ?? 0, body: Buffer.concat(pieces).toString('utf8').slice(0, MOST_BYTES), retryAfter: response.headers['retry-after'] ?? null };
}

/** For people; what a name or an address leads to stays with us (T42). */
function plainReason({ code, name }: NodeJS.ErrnoException, connected: boolean): string {
  if (name === 'AbortError' || name === 'TimeoutError') return connected ? 'The other side took the message and did not answer in time.' : 'Nobody answers at this address.';
  if (code !== undefined && /^(?:ERR_TLS|CERT_|DEPTH_|UNABLE_TO|SELF_SIGNED|ERR_SSL)/.test(code)) return 'The certificate of the other side is not valid.';
  return connected ? 'The connection broke before an answer came.' : 'Nobody answers at this address.';
}
