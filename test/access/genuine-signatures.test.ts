import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readCaller, verifyActionSignature, verifySignature } from '../../src/access/index.ts';
import { hubspotSigner } from './support/hubspot-signer.ts';
import { oddUrls } from './support/odd-urls.ts';

const SECRET = 'yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy';
const NOW = 1_795_000_000_000;
const sign = await hubspotSigner();

describe('what HubSpot’s own signer signed', () => {
  it('is accepted 10,000 times out of 10,000, with addresses of any shape (T5, G9)', { timeout: 120_000 }, () => {
    let accepted = 0;
    for (const { sent, signed } of oddUrls(5, 10_000)) {
      const requestBody = JSON.stringify({ note: signed.slice(-20), emoji: 'né €' });
      const timestamp = NOW - 1000;
      const signature = sign.v3({ method: 'POST', url: signed, requestBody, clientSecret: SECRET, signature: '', timestamp });
      if (verifySignature({ method: 'POST', url: sent, body: Buffer.from(requestBody), signature, timestamp: String(timestamp) }, [SECRET], NOW)) accepted += 1;
    }
    expect(accepted).toBe(10_000);
  });

  it('is refused when the address was decoded in any other way: all of it, none of it, or twice (T5)', () => {
    let met = 0;
    for (const { sent, signed } of oddUrls(6, 2_000)) {
      const all = new Set([sent, safely(sent), sent.replaceAll('+', '%20'), signed.replace(/%(?:3A|2F|40)/gi, '')].filter((other) => other !== signed));
      for (const url of all) {
        const signature = sign.v3({ method: 'POST', url, requestBody: '{}', clientSecret: SECRET, signature: '', timestamp: NOW });
        expect(verifySignature({ method: 'POST', url: sent, body: Buffer.from('{}'), signature, timestamp: String(NOW) }, [SECRET], NOW), sent).toBe(false);
        met += 1;
      }
    }
    expect(met).toBeGreaterThan(2_000);
  });

  it('reproduces the vector that HubSpot publishes with its signer', () => {
    const url = 'https://hubspot.com/?appId=1&portalId=2&userId=3';
    const timestamp = 1_111_111_111_111;
    const signature = sign.v3({ method: 'GET', url, requestBody: '', clientSecret: SECRET, signature: '', timestamp });

    expect(verifySignature({ method: 'GET', url, body: Buffer.alloc(0), signature, timestamp: String(timestamp) }, [SECRET], timestamp)).toBe(true);
  });

  it('may hold a plus in the person’s address, encoded or not', () => {
    for (const plus of ['+', '%2B']) expect(readCaller(`userId=5&portalId=7&userEmail=sam${plus}crm%40acme.example&appId=9`, '9').userEmail).toBe('sam+crm@acme.example');
  });
});

describe('the call of a workflow action', () => {
  const call = { method: 'POST', url: 'https://api.siderail.example/hubspot/actions/export?x=a%40b', body: Buffer.from('{"callbackId":"ap-1"}') };
  const v2 = sign.v2({ method: 'POST', url: call.url.replace('%40', '@'), requestBody: call.body.toString(), clientSecret: SECRET, signature: '' });
  const v3 = sign.v3({ method: 'POST', url: call.url.replace('%40', '@'), requestBody: call.body.toString(), clientSecret: SECRET, signature: '', timestamp: NOW });
  const none = { signature: undefined, timestamp: undefined, olderSignature: undefined, olderVersion: undefined };

  it('counts with either of HubSpot’s signatures, under either secret of a rotation (T2, T12)', () => {
    for (const secrets of [[SECRET], ['the-new-secret', SECRET]]) {
      expect(verifyActionSignature({ ...call, ...none, olderSignature: v2, olderVersion: 'v2' }, secrets, NOW)).toBe(true);
      expect(verifyActionSignature({ ...call, ...none, signature: v3, timestamp: String(NOW), olderSignature: v2, olderVersion: 'v2' }, secrets, NOW)).toBe(true);
    }
  });

  it('does not fall back to the older version when the newer one is there and bad, and never to version 1 (T2)', () => {
    const v1 = createHash('sha256').update(SECRET + call.body.toString()).digest('hex');
    const bad = [
      { ...none, signature: v3, timestamp: String(NOW - 600_000), olderSignature: v2, olderVersion: 'v2' }, { ...none, signature: '', olderSignature: v2, olderVersion: 'v2' },
      { ...none, olderSignature: v1, olderVersion: 'v1' }, { ...none, olderSignature: v1, olderVersion: 'v2' }, { ...none, olderSignature: v2 }, { ...none, olderSignature: v2.toUpperCase(), olderVersion: 'v2' }, none,
      { ...none, olderSignature: createHash('sha256').update(`POST${call.url}${call.body.toString()}`).digest('hex'), olderVersion: 'v2' },
    ];
    for (const headers of bad) expect(verifyActionSignature({ ...call, ...headers }, [SECRET, ''], NOW), JSON.stringify(headers)).toBe(false);
    expect(verifyActionSignature({ ...call, ...none, body: Buffer.from('{}'), olderSignature: v2, olderVersion: 'v2' }, [SECRET], NOW)).toBe(false);
  });
});

function safely(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}
