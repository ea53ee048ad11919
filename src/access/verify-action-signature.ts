import { createHash, timingSafeEqual } from 'node:crypto';
import { signedUri } from './signed-uri.ts';
import { verifySignature } from './verify-signature.ts';
import type { SignedRequest } from './verify-signature.ts';

export type SignedActionRequest = SignedRequest & {
  /** `X-HubSpot-Signature` and `X-HubSpot-Signature-Version`, where they are single values. */
  readonly olderSignature: string | undefined;
  readonly olderVersion: string | undefined;
};

/**
 * True when HubSpot signed this call of a workflow action. With a v3 signature only that counts; without one the
 * older v2 (SHA-256 of secret, method, address and body) does, which HubSpot documents for action addresses. Version 2
 * has no time, so it can be repeated for ever: who accepts it must make a second arrival of a `callbackId` harmless.
 * Never throws. Source: HubSpot "Validating requests", versions 2 and 3, read 2026-11-22.
 */
export function verifyActionSignature(request: SignedActionRequest, secrets: readonly string[], now: number): boolean {
  if (request.signature !== undefined) return verifySignature(request, secrets, now);
  const { olderSignature, olderVersion } = request;
  if (olderVersion !== 'v2' || request.method !== 'POST' || olderSignature === undefined || !/^[0-9a-f]{64}$/.test(olderSignature)) return false;

  const given = Buffer.from(olderSignature, 'hex');
  let valid = false;
  for (const secret of secrets) {
    if (secret === '') continue;
    const expected = createHash('sha256').update(secret + request.method + signedUri(request.url)).update(request.body).digest();
    if (timingSafeEqual(expected, given)) valid = true;
  }
  return valid;
}
