import { randomBytes } from 'node:crypto';

/** Within the 24 to 64 that Standard Webhooks asks for. */
const SECRET_BYTES = 32;

/** A webhook's signing secret, as Standard Webhooks writes it. */
export function newSigningSecret(): string {
  return `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;
}
