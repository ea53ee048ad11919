import { createHash } from 'node:crypto';

/** Lower-case hex SHA-256 of a text or bytes. */
export function sha256(input: string | Uint8Array): string {
  return createHash('sha256').update(input).digest('hex');
}
