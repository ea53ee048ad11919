import { randomOf } from '../../support/ask-source.ts';

const ENCODED = ['%3A', '%2F', '%3F', '%40', '%21', '%24', '%27', '%28', '%29', '%2A', '%2C', '%3B', '%20', '%26', '%3D', '%25', '%2540', '%2B', '%23', '%C3%A9', '%E2%82%AC', '%F0%9F%8E%89', '%7E', '%5B', '%5D'];
const PLAIN = ['a', 'Z', '0', '9', '-', '_', '.', '~', '+', '/', '=', '&', ':', '@', '!', '$', "'", '(', ')', '*', ',', ';', '?'];
/** What HubSpot makes of an address before it signs it; written down apart from the code that is tested. */
const SIGNED_AS: readonly (readonly [RegExp, string])[] = [
  [/%3A/gi, ':'], [/%2F/gi, '/'], [/%3F/gi, '?'], [/%40/gi, '@'], [/%21/gi, '!'], [/%24/gi, '$'], [/%27/gi, "'"], [/%28/gi, '('], [/%29/gi, ')'], [/%2A/gi, '*'], [/%2C/gi, ','], [/%3B/gi, ';'],
];

export type OddUrl = { readonly sent: string; readonly signed: string };

/** Addresses of any shape HubSpot could call, as they are sent and as they are signed. */
export function* oddUrls(seed: number, count: number): Generator<OddUrl> {
  const random = randomOf(seed);
  const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)]!;
  const piece = (length: number): string => Array.from({ length }, () => (random() < 0.5 ? pick(PLAIN) : random() < 0.5 ? pick(ENCODED) : pick(ENCODED).toLowerCase())).join('');
  for (let made = 0; made < count; made += 1) {
    const sent = `https://api.siderail.example/${piece(Math.floor(random() * 20))}?${piece(Math.floor(random() * 60))}&userEmail=sam${random() < 0.3 ? '%2B' : ''}x%40acme.example`;
    yield { sent, signed: asSigned(sent) };
  }
}

/** One pass from left to right: what a replacement makes is not looked at again. */
function asSigned(url: string): string {
  let signed = '';
  for (let at = 0; at < url.length;) {
    const rule = url[at] === '%' ? SIGNED_AS.find(([pattern]) => new RegExp(`^${pattern.source}$`, 'i').test(url.slice(at, at + 3))) : undefined;
    signed += rule === undefined ? url[at]! : rule[1];
    at += rule === undefined ? 1 : 3;
  }
  return signed;
}
