import { createHash, createHmac, randomBytes } from 'node:crypto';
import { randomOf } from '../../support/ask-source.ts';
import { signCardRequest } from '../../support/sign-card-request.ts';

export const SECRET = 'sandbox-secret-0123456789abcdef';
export const ORIGIN = 'https://api.siderail.example';
export const NOW = 1_795_000_000_000;
export const CALLER = { portalId: '4711001', userId: '501', userEmail: 'sam.seller@acme.example' };

/** What arrives; a header of two values is what Node makes of a repeated one. */
export type Arrival = { readonly method: string; readonly originalUrl: string; readonly headers: Readonly<Record<string, string | undefined>>; readonly body: Buffer };

export function genuine(path: string, body: string, now = NOW, secret = SECRET): Arrival {
  const { pathAndQuery, headers } = signCardRequest({ publicOrigin: ORIGIN, path, body, caller: CALLER, appId: '990001', secret, now });
  return { method: 'POST', originalUrl: pathAndQuery, headers, body: Buffer.from(body) };
}

const PATHS = ['/ui/list-jobs', '/ui/view-table', '/ui/start-export', '/ui/get-job'];
const TIMES = ['', ' ', 'NaN', 'Infinity', '1e12', '1e400', '0x1a1f0b5e000', '-1795000000000', '1795000000000.0', ' 1795000000000', '1795000000000 ', '+1795000000000', '01795000000000', '179500000000', '17950000000000', '٠٧٩٥٠٠٠٠٠٠٠٠٠', '1795000000000\n', '[1795000000000]', '1795000000000,1795000000000', 'null'];

/**
 * Requests that nobody at HubSpot signed, made out of ones that somebody did: `count` of them, none equal to its
 * original, by the same seed the same.
 */
export function* hostileRequests(seed: number, count: number): Generator<Arrival> {
  const random = randomOf(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const pick = <T>(of: readonly T[]): T => of[below(of.length)]!;
  for (let made = 0; made < count; made += 1) {
    const path = pick(PATHS);
    const body = JSON.stringify({ jobId: String(below(1e9)), note: 'x'.repeat(below(40)) });
    const at = NOW - 60_000 + below(120_000);
    const good = genuine(path, body, at);
    yield tampered(good, made % 24, { below, pick, at, path, body });
  }
}

type Tools = { readonly below: (limit: number) => number; readonly pick: <T>(of: readonly T[]) => T; readonly at: number; readonly path: string; readonly body: string };

function tampered(good: Arrival, kind: number, { below, pick, at, path, body }: Tools): Arrival {
  const signature = good.headers['x-hubspot-signature-v3']!;
  const withSignature = (text: string | undefined): Arrival => ({ ...good, headers: { ...good.headers, 'x-hubspot-signature-v3': text } });
  const withTime = (text: string | undefined): Arrival => ({ ...good, headers: { ...good.headers, 'x-hubspot-request-timestamp': text } });
  const signedAt = (text: string): Arrival => {
    const raw = `POST${ORIGIN}${good.originalUrl.replaceAll('%40', '@')}${body}${text}`;
    return { ...good, headers: { ...good.headers, 'x-hubspot-request-timestamp': text, 'x-hubspot-signature-v3': createHmac('sha256', SECRET).update(raw).digest('base64') } };
  };
  switch (kind) {
    case 0: return withSignature(randomBytes(32).toString('base64'));
    case 1: return withSignature(randomBytes(below(60)).toString(pick(['latin1', 'hex', 'base64', 'base64url'])));
    case 2: {
      const bytes = Buffer.from(signature, 'base64');
      bytes[below(32)]! ^= 1 << below(8);
      return withSignature(bytes.toString('base64'));
    }
    case 3: return withSignature(pick([undefined, '', '=', signature.slice(0, -1), `${signature}=`, ` ${signature}`, `${signature},${signature}`, signature.toLowerCase(), Buffer.from(signature, 'base64').toString('base64url'), `v3=${signature}`, 'undefined', '\0']));
    // The last letter carries two bits nobody signed: another spelling of the same bytes.
    case 4: return withSignature(signature.slice(0, 42) + pick([...'BCDFGHJKLNOPRSTVWXZabdefhijlmnpqrtuvxyz1235679+/']) + '=');
    case 5: return withTime(String(at + 1 + below(1000)));
    case 6: return signedAt(pick(TIMES));
    case 7: return genuine(path, body, NOW - 300_001 - below(1e10));
    case 8: return genuine(path, body, NOW + 300_001 + below(1e10));
    case 9: {
      const changed = Buffer.from(good.body);
      changed[below(changed.length)]! ^= 1 << below(8);
      return { ...good, body: changed };
    }
    case 10: return { ...good, body: pick([Buffer.alloc(0), Buffer.from(`${body} `), Buffer.from(`\uFEFF${body}`), Buffer.from(body.slice(0, -1)), Buffer.from(JSON.stringify(JSON.parse(body), null, 1))]) };
    case 11: return { ...good, method: pick(['GET', 'PUT', 'DELETE', 'PATCH', 'post', 'HEAD', 'OPTIONS', 'TRACE', 'POSTh', '']) };
    // Bytes moved between address and body, and between body and time: the signed text stays the same (T6).
    case 12: {
      const cut = 1 + below(good.originalUrl.length - 1);
      return { ...good, originalUrl: good.originalUrl.slice(0, -cut), body: Buffer.concat([Buffer.from(good.originalUrl.slice(-cut).replaceAll('%40', '@')), good.body]) };
    }
    case 13: {
      const cut = 1 + below(body.length);
      return { ...good, originalUrl: good.originalUrl + body.slice(0, cut), body: Buffer.from(body.slice(cut)) };
    }
    case 14: {
      const time = good.headers['x-hubspot-request-timestamp']!;
      const cut = 1 + below(12);
      return { ...withTime(time.slice(cut)), body: Buffer.from(body + time.slice(0, cut)) };
    }
    case 15: return genuine(path, body, at, pick(['another-secret-altogether', SECRET.toUpperCase(), ` ${SECRET}`, SECRET.slice(0, -1), 'undefined', 'null']));
    case 16: return withSignature(createHmac('sha256', '').update(`POST${ORIGIN}${good.originalUrl.replaceAll('%40', '@')}${body}${at}`).digest('base64'));
    case 17: return withSignature(createHash('sha256').update(`${SECRET}POST${ORIGIN}${good.originalUrl}${body}`).digest(pick(['hex', 'base64'])));
    case 18: return withSignature(createHash('sha256').update(SECRET + body).digest(pick(['hex', 'base64'])));
    case 19: return { ...good, originalUrl: good.originalUrl.replace('4711001', String(4_711_002 + below(1000))) };
    case 20: return { ...good, originalUrl: good.originalUrl + pick(['&portalId=4711002', '&x=1', '/', '#', '%20', '&', '?', ';portalId=1', '&portalId[]=1']) };
    case 21: return { ...good, originalUrl: good.originalUrl.replace('%40', pick(['%2540', '%2f', '+', '%20', '%', '%4', '\u0040\u0040'])) };
    case 22: return { ...good, originalUrl: pick(['//', '/./', '/ui/../', '/%2e/']) + good.originalUrl.slice(1) };
    default: return { ...good, originalUrl: pick(['/UI/list-jobs', '/ui/list-jobs/', '/ui//list-jobs', '/ui/%6cist-jobs']) + good.originalUrl.slice(good.originalUrl.indexOf('?')) };
  }
}
