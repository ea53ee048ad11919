import type { Request } from 'express';
import { readCaller, verifySignature } from '../../src/access/index.ts';
import type { Caller } from '../../src/access/index.ts';
import { AppError } from '../../src/core/errors/index.ts';
import type { App } from '../compose.ts';

/** The parts of a request that decide; Express's own fits. */
export type ReceivedRequest = Pick<Request, 'method' | 'originalUrl' | 'headers' | 'body'>;

/** The caller and the JSON object of a card request, after HubSpot's signature over the raw bytes was checked. */
export function readSignedRequest({ hubspot, context }: Pick<App, 'hubspot'> & { readonly context: Pick<App['context'], 'now'> }, request: ReceivedRequest): { caller: Caller; body: unknown } {
  const raw = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const signedFor = (origin: string): boolean => verifySignature({
    method: request.method,
    url: `${origin}${request.originalUrl}`,
    body: raw,
    signature: single(request.headers['x-hubspot-signature-v3']),
    timestamp: single(request.headers['x-hubspot-request-timestamp']),
  }, hubspot.secrets, context.now());

  const question = request.originalUrl.indexOf('?');
  if (signedFor(hubspot.signedOrigin)) {
    return { caller: readCaller(question < 0 ? '' : request.originalUrl.slice(question + 1), hubspot.appId), body: parseJson(raw) };
  }
  // The proxy of `hs project dev` signs the address it was mapped to and names no person (read 2026-11-22).
  const { development } = hubspot;
  if (development !== null && question < 0 && signedFor(development.origin)) return { caller: development.caller, body: parseJson(raw) };
  throw new AppError('request.unsigned', { detail: 'signature refused' });
}

/** Node joins repeated headers with a comma; such a value is not one signature. */
function single(header: string | string[] | undefined): string | undefined {
  return typeof header === 'string' && !header.includes(',') ? header : undefined;
}

function parseJson(raw: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(raw));
  } catch (cause) {
    throw new AppError('request.invalid', { cause, detail: 'body is not JSON in UTF-8' });
  }
}
