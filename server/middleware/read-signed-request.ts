import type { Request } from 'express';
import { readCaller, verifySignature } from '../../src/access/index.ts';
import type { Caller } from '../../src/access/index.ts';
import { AppError } from '../../src/core/errors/index.ts';
import type { App } from '../compose.ts';

/** The caller and the JSON object of a card request, after HubSpot's signature over the raw bytes was checked. */
export function readSignedRequest(app: App, request: Request): { caller: Caller; body: unknown } {
  const raw = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const signed = {
    method: request.method,
    url: `${app.hubspot.signedOrigin}${request.originalUrl}`,
    body: raw,
    signature: single(request.headers['x-hubspot-signature-v3']),
    timestamp: single(request.headers['x-hubspot-request-timestamp']),
  };
  if (!verifySignature(signed, app.hubspot.secrets, app.context.now())) throw new AppError('request.unsigned', { detail: 'signature refused' });

  const question = request.originalUrl.indexOf('?');
  const caller = readCaller(question < 0 ? '' : request.originalUrl.slice(question + 1), app.hubspot.appId);
  return { caller, body: parseJson(raw) };
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
