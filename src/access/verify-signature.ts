import { createHmac, timingSafeEqual } from 'node:crypto';
import { signedUri } from './signed-uri.ts';

export type SignedRequest = {
  readonly method: string;
  /** Configured public origin + path + query exactly as received; never built from proxy headers (T7). */
  readonly url: string;
  readonly body: Uint8Array;
  readonly signature: string | undefined;
  readonly timestamp: string | undefined;
};

const WINDOW_MS = 300_000;
const METHOD = /^(?:GET|POST|PUT|PATCH|DELETE)$/;
/** 32 bytes in base64, in the one spelling they have: the last letter before `=` carries four bits. */
const SIGNATURE = /^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/;

/**
 * True when HubSpot signed this request with one of `secrets` (two during a rotation), v3, within five minutes of
 * `now` in both directions. Never throws.
 * Source: HubSpot "Validating requests", signature v3; base string METHOD + URI + BODY + TIMESTAMP, HMAC-SHA256, base64.
 */
export function verifySignature(request: SignedRequest, secrets: readonly string[], now: number): boolean {
  const { signature, timestamp } = request;
  if (signature === undefined || timestamp === undefined) return false;
  if (!/^\d{13}$/.test(timestamp)) return false;
  if (Math.abs(now - Number(timestamp)) > WINDOW_MS) return false;
  // The signed text has no separators: a method or time of another shape could be a piece of its neighbour (T6).
  if (!METHOD.test(request.method) || !SIGNATURE.test(signature)) return false;

  const given = Buffer.from(signature, 'base64');
  let valid = false;
  for (const secret of secrets) {
    if (secret === '') continue;
    const expected = createHmac('sha256', secret)
      .update(request.method + signedUri(request.url))
      .update(request.body)
      .update(timestamp)
      .digest();
    if (expected.length === given.length && timingSafeEqual(expected, given)) valid = true;
  }
  return valid;
}
