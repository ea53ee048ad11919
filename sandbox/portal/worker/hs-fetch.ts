import type { CardFetchReply, CardFetchRequest } from './worker-protocol.ts';

export interface FetchOptions {
  method?: string;
  timeout?: number;
  body?: unknown;
  headers?: Headers | Record<string, string>;
}

/**
 * `hubspot.fetch` as the card sees it: the page sends the call to the signing proxy, and the answer
 * comes back as a Response that carries a status and a JSON body but no headers of the backend.
 */
export async function hsFetch(
  send: (request: CardFetchRequest) => Promise<CardFetchReply>,
  url: string | URL,
  options: FetchOptions = {},
): Promise<Response> {
  const headers = options.headers instanceof Headers ? Object.fromEntries(options.headers.entries()) : options.headers;
  const reply = await send({
    url: String(url),
    method: options.method ?? 'GET',
    timeout: options.timeout,
    body: plainBody(options.body),
    headers,
  });
  return new Response(JSON.stringify(reply.body ?? null), {
    status: reply.status,
    headers: { 'content-type': 'application/json' },
  });
}

function plainBody(body: unknown): Record<string, unknown> | undefined {
  if (body === undefined) return undefined;
  const isPlain = typeof body === 'object' && body !== null && Object.getPrototypeOf(body) === Object.prototype;
  if (!isPlain) throw new TypeError('hubspot.fetch: body must be a plain object; it is sent as JSON');
  return body as Record<string, unknown>;
}
