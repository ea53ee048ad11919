import { createHmac, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { verifySignature } from '../../src/access/index.ts';

const SECRET = 'yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy';
const NOW = 1_693_657_560_000;
const BODY = Buffer.from("{'example_field':'example_value'}");
/** HubSpot's published example: its result was made by HubSpot, not by this code. */
const KNOWN = {
  method: 'POST',
  url: 'https://www.example.com/webhook_uri',
  body: BODY,
  signature: 'K36dawei4A+QBNolUOqo7s91KQDWQ5MXZ/QufNYuk/Y=',
  timestamp: String(NOW),
};

function sign(method: string, signedUri: string, body: string, timestamp: string, secret = SECRET): string {
  return createHmac('sha256', secret).update(method + signedUri + body + timestamp, 'utf8').digest('base64');
}

describe('a request that HubSpot signed', () => {
  it('is accepted: the published example', () => {
    expect(verifySignature(KNOWN, [SECRET], NOW)).toBe(true);
  });

  it('is accepted with the @ of the user’s address encoded, as every card request has it (T5)', () => {
    const timestamp = String(NOW);
    const signature = sign('POST', 'https://api.example/ui/view-table?userEmail=a@b.example&portalId=1', '{}', timestamp);
    for (const at of ['%40', '@']) {
      const url = `https://api.example/ui/view-table?userEmail=a${at}b.example&portalId=1`;
      expect(verifySignature({ method: 'POST', url, body: Buffer.from('{}'), signature, timestamp }, [SECRET], NOW)).toBe(true);
    }
  });

  it('is accepted with any of the twelve sequences HubSpot decodes, upper or lower case, and no other (T5)', () => {
    const timestamp = String(NOW);
    const decoded = { '%3A': ':', '%2F': '/', '%3F': '?', '%40': '@', '%21': '!', '%24': '$', '%27': "'", '%28': '(', '%29': ')', '%2A': '*', '%2C': ',', '%3B': ';' };
    for (const [encoded, plain] of Object.entries(decoded)) {
      const signature = sign('POST', `https://api.example/x?q=${plain}`, '', timestamp);
      for (const form of [encoded, encoded.toLowerCase()]) {
        expect(verifySignature({ method: 'POST', url: `https://api.example/x?q=${form}`, body: Buffer.alloc(0), signature, timestamp }, [SECRET], NOW)).toBe(true);
      }
    }
    for (const untouched of ['%20', '%26', '%3D', '%2540', '%2B']) {
      const url = `https://api.example/x?q=${untouched}`;
      const signature = sign('POST', url, '', timestamp);
      expect(verifySignature({ method: 'POST', url, body: Buffer.alloc(0), signature, timestamp }, [SECRET], NOW)).toBe(true);
      const decodedUrl = `https://api.example/x?q=${decodeURIComponent(untouched)}`;
      expect(verifySignature({ method: 'POST', url, body: Buffer.alloc(0), signature: sign('POST', decodedUrl, '', timestamp), timestamp }, [SECRET], NOW)).toBe(false);
    }
  });

  it('is accepted under the old secret while it is being rotated (T12)', () => {
    expect(verifySignature(KNOWN, ['new-secret-new-secret', SECRET], NOW)).toBe(true);
  });
});

describe('a request that HubSpot did not sign', () => {
  it('is refused without signature, without time, and under an empty secret (T1, T12)', () => {
    expect(verifySignature({ ...KNOWN, signature: undefined }, [SECRET], NOW)).toBe(false);
    expect(verifySignature({ ...KNOWN, timestamp: undefined }, [SECRET], NOW)).toBe(false);
    const empty = sign('POST', KNOWN.url, BODY.toString(), KNOWN.timestamp, '');
    expect(verifySignature({ ...KNOWN, signature: empty }, [''], NOW)).toBe(false);
    expect(verifySignature(KNOWN, [], NOW)).toBe(false);
  });

  it('is refused when it is more than five minutes old or early, and when its time is no time (T4, S2.18)', () => {
    expect(verifySignature(KNOWN, [SECRET], NOW + 300_000)).toBe(true);
    expect(verifySignature(KNOWN, [SECRET], NOW + 300_001)).toBe(false);
    expect(verifySignature(KNOWN, [SECRET], NOW - 300_000)).toBe(true);
    expect(verifySignature(KNOWN, [SECRET], NOW - 300_001)).toBe(false);
    for (const timestamp of ['', 'NaN', '0x18a5', '1e12', '1693657560', ' 1693657560000', '1693657560000.0', '-693657560000', '16936575600000', '169365756000٠']) {
      const signature = sign('POST', KNOWN.url, BODY.toString(), timestamp);
      expect(verifySignature({ ...KNOWN, timestamp, signature }, [SECRET], NOW)).toBe(false);
    }
  });

  it('is refused when any byte of method, address or body was changed (T1)', () => {
    expect(verifySignature({ ...KNOWN, method: 'GET' }, [SECRET], NOW)).toBe(false);
    expect(verifySignature({ ...KNOWN, url: `${KNOWN.url}/` }, [SECRET], NOW)).toBe(false);
    expect(verifySignature({ ...KNOWN, url: KNOWN.url.replace('https', 'http') }, [SECRET], NOW)).toBe(false);
    expect(verifySignature({ ...KNOWN, body: Buffer.from(`${BODY.toString()} `) }, [SECRET], NOW)).toBe(false);
  });

  it('is refused with an older signature version (T2)', () => {
    const v2 = createHmac('sha256', SECRET).update(`${SECRET}POST${KNOWN.url}${BODY.toString()}`).digest('hex');
    expect(verifySignature({ ...KNOWN, signature: v2 }, [SECRET], NOW)).toBe(false);
  });

  it('is refused 20,000 times out of 20,000 with a random signature of any shape, without an error (T1)', () => {
    let accepted = 0;
    for (let round = 0; round < 20_000; round += 1) {
      const bytes = randomBytes(round % 50);
      const signature = round % 3 === 0 ? bytes.toString('latin1') : round % 3 === 1 ? bytes.toString('base64') : randomBytes(32).toString('base64');
      if (verifySignature({ ...KNOWN, signature }, [SECRET], NOW)) accepted += 1;
    }
    expect(accepted).toBe(0);
  });
});
