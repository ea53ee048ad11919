import { createHash, createHmac } from 'node:crypto';

/** HubSpot's headers of a workflow action's call: v2 is what it documents, v3 what newer accounts send. */
export function signCall(input: { url: string; body: string; secret: string; now: number; version: 'v2' | 'v3' }): Record<string, string> {
  const { url, body, secret } = input;
  const json = { 'content-type': 'application/json' };
  if (input.version === 'v2') {
    return { ...json, 'x-hubspot-signature-version': 'v2', 'x-hubspot-signature': createHash('sha256').update(`${secret}POST${url}${body}`, 'utf8').digest('hex') };
  }
  const timestamp = String(input.now);
  return {
    ...json, 'x-hubspot-request-timestamp': timestamp,
    'x-hubspot-signature-v3': createHmac('sha256', secret).update(`POST${url}${body}${timestamp}`, 'utf8').digest('base64'),
  };
}
