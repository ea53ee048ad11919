import { AppError } from '../../core/errors/index.ts';

/** A page of 100 records with every property at its longest stays below this; more is not an answer, it is an attack or a defect. */
export const MAX_BODY_BYTES = 16 * 1024 * 1024;

/** The body as text; stops reading, and throws `hubspot.unavailable`, once it exceeds 16 MB. */
export async function readBody(response: Response): Promise<string> {
  if (response.body === null) return '';
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > MAX_BODY_BYTES) throw new AppError('hubspot.unavailable', { detail: `HubSpot's answer exceeds ${MAX_BODY_BYTES} bytes` });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
