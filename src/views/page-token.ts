import { SignJWT } from 'jose';
import { z } from 'zod';
import type { TableQuery } from '#contract';
import type { TokenKeys } from '../context/index.ts';
import { AppError } from '../core/errors/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import { openToken } from '../core/crypto/open-token.ts';
import { sha256 } from '../core/crypto/sha256.ts';

const AUDIENCE = 'siderail:page';
const Claims = z.object({ q: z.string(), c: z.string() });

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
  const opened = await openToken(keys.all, token, { audience: AUDIENCE, claims: Claims, now });
  if (opened === null || opened.q !== fingerprint(portalId, query)) throw new AppError('page.invalid');
  return opened.c;
}
