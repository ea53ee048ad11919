import { createHash, createHmac } from 'node:crypto';

/** The characters HubSpot decodes in a URL before it signs; everything else stays encoded (docs, "Validating requests", v3). */
const DECODED: Record<string, string> = {
  '%3A': ':',
  '%2F': '/',
  '%3F': '?',
  '%40': '@',
  '%21': '!',
  '%24': '$',
  '%27': "'",
  '%28': '(',
  '%29': ')',
  '%2A': '*',
  '%2C': ',',
  '%3B': ';',
};

export interface SignedHeaders {
  'x-hubspot-signature-v3': string;
  'x-hubspot-request-timestamp': string;
  'x-hubspot-signature': string;
  'x-hubspot-signature-version': 'v2';
}

/**
 * HubSpot's signature headers over the public URL: v3 = base64 HMAC-SHA256 of method, decoded URL, body and
 * timestamp (milliseconds), keyed with the client secret; v2 = hex SHA-256 of secret, method, URL and body.
 */
export function signRequest(input: { method: string; url: string; body: string; secret: string; now: number }): SignedHeaders {
  const timestamp = String(input.now);
  const decoded = input.url.replace(/%[0-9A-F]{2}/gi, (code) => DECODED[code.toUpperCase()] ?? code);
  const base = `${input.method}${decoded}${input.body}${timestamp}`;
  return {
    'x-hubspot-signature-v3': createHmac('sha256', input.secret).update(base, 'utf8').digest('base64'),
    'x-hubspot-request-timestamp': timestamp,
    'x-hubspot-signature': createHash('sha256').update(`${input.secret}${input.method}${input.url}${input.body}`, 'utf8').digest('hex'),
    'x-hubspot-signature-version': 'v2',
  };
}
