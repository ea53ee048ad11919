import { createHash, createHmac } from 'node:crypto';

/** HubSpot's headers of a delivery: v3 over method, address, body and time, and beside it the classic v1 over secret and body. */
export function signWebhook(input: { url: string; body: string; secret: string; now: number }): Record<string, string> {
  const timestamp = String(input.now);
  return {
    'content-type': 'application/json',
    'x-hubspot-signature-v3': createHmac('sha256', input.secret).update(`POST${input.url}${input.body}${timestamp}`, 'utf8').digest('base64'),
    'x-hubspot-request-timestamp': timestamp,
    'x-hubspot-signature': createHash('sha256').update(`${input.secret}${input.body}`, 'utf8').digest('hex'),
    'x-hubspot-signature-version': 'v1',
  };
}
