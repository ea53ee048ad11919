import { SignJWT, jwtVerify } from 'jose';
import type { TableQuery } from '#contract';
import type { TokenKeys } from '../context/index.ts';
import { AppError } from '../core/errors/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import { sha256 } from '../core/crypto/sha256.ts';

const AUDIENCE = 'siderail:page';

/** Identity of the query a token belongs to: a token of another table, filter, sort or portal is refused. */
function fingerprint(portalId: PortalId, query: TableQuery): string {
  return sha256(JSON.stringify([portalId, query.record, query.tableId, query.columns, query.filters, query.sort ?? null])).slice(0, 32);
}

/** Wraps a source's cursor so that the card can hold it and nobody can change it. Good for a day. */
export async function sealPage(keys: TokenKeys, portalId: PortalId, query: TableQuery, cursor: string, now: number): Promise<string> {
  return new SignJWT({ c: cursor, q: fingerprint(portalId, query) })
    .setProtectedHeader({ alg: 'HS256' })
    .setAudience(AUDIENCE)
    .setExpirationTime(Math.floor(now / 1000) + 86_400)
    .sign(keys.current);
}

/** The source's cursor in a token of this very query. Throws page.invalid. */
export async function openPage(keys: TokenKeys, portalId: PortalId, query: TableQuery, token: string, now: number): Promise<string> {
  for (const key of keys.all) {
    try {
      const { payload } = await jwtVerify(token, key, { algorithms: ['HS256'], audience: AUDIENCE, currentDate: new Date(now) });
      if (payload['q'] === fingerprint(portalId, query) && typeof payload['c'] === 'string') return payload['c'];
      break;
    } catch {
      // Another key may have signed it; when none did, the token is not ours.
    }
  }
  throw new AppError('page.invalid');
}
