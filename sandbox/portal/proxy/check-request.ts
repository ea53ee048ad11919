import { isPermittedUrl } from '../is-permitted-url.ts';
import { refusal, type CardReply, type CardRequest } from './card-request.ts';

/** HubSpot says "1 MB" each way and not which; the smaller reading, so that nothing passes here that may fail there. */
export const PAYLOAD_LIMIT_BYTES = 1_000_000;
export const DEFAULT_TIMEOUT_MS = 15_000;
export const LONGEST_TIMEOUT_MS = 120_000;

const METHODS = new Set(['GET', 'POST', 'PUT', 'DELETE', 'PATCH']);
const ADDED_BY_HUBSPOT = ['userId', 'portalId', 'userEmail', 'appId'];

export interface CheckedRequest {
  url: URL;
  method: string;
  /** The JSON text that is sent and signed; empty without a body. */
  body: string;
  authorization: string | undefined;
  timeoutMs: number;
}

/** The rules of `hubspot.fetch`. Answers the request to send, or the refusal the card gets. */
export function checkRequest(request: CardRequest, permittedUrls: string[]): CheckedRequest | { refused: CardReply } {
  const invalid = (message: string) => ({ refused: refusal(400, 'VALIDATION_ERROR', message) });

  const method = request.method.toUpperCase();
  if (!METHODS.has(method)) return invalid(`The method ${request.method} is not supported`);

  const url = URL.parse(request.url);
  if (!url) return invalid(`"${request.url}" is not an absolute URL`);
  if (url.protocol !== 'https:') return invalid('Only https URLs can be fetched');
  if (!isPermittedUrl(url.href, permittedUrls)) return invalid(`${url.origin}${url.pathname} is not in permittedUrls.fetch of the app`);
  const own = ADDED_BY_HUBSPOT.find((name) => url.searchParams.has(name));
  // What HubSpot does with a second userId is unknown, so a card that sends one is refused here.
  if (own) return invalid(`The query parameter ${own} is added by HubSpot and must not be sent by the card`);

  const headers = Object.entries(request.headers);
  if (headers.length > 1 || headers.some(([name]) => name.toLowerCase() !== 'authorization')) {
    return invalid('Only one custom header is allowed, and only Authorization');
  }

  if (request.body !== undefined && !isJsonObject(request.body)) return invalid('The body must be a JSON object');
  const body = request.body === undefined || method === 'GET' ? '' : JSON.stringify(request.body);
  if (Buffer.byteLength(body) > PAYLOAD_LIMIT_BYTES) return { refused: refusal(413, 'PAYLOAD_TOO_LARGE', 'The request is larger than 1 MB') };

  const timeoutMs = request.timeout ?? DEFAULT_TIMEOUT_MS;
  if (!(timeoutMs > 0 && timeoutMs <= LONGEST_TIMEOUT_MS)) return invalid(`timeout must lie between 1 and ${LONGEST_TIMEOUT_MS} ms`);

  return { url, method, body, authorization: headers[0]?.[1], timeoutMs };
}

function isJsonObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
