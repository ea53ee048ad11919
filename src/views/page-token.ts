import { SignJWT } from 'jose';
import { z } from 'zod';
import type { TableQuery } from '#contract';
import type { TokenKeys } from '../context/index.ts';
import { AppError } from '../core/errors/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import { openToken } from '../core/crypto/open-token.ts';
import { sha256 } from '../core/crypto/sha256.ts';

const AUDIENCE = 'siderail:page';
const Claims = z.object({ q: z.string(), c: z.string(), s: z.string().nullable().default(null) });

/** Identity of the query a token belongs to: a token of another table, filter, sort or portal is refused. */
function fingerprint(portalId: PortalId, query: TableQuery): string {
  return sha256(JSON.stringify([portalId, query.record, query.tableId, query.columns, query.filters, query.sort ?? null])).slice(0, 32);
}

/** Where a page begins, and by which shape of its table; null where that has none. */
export type PageStart = { readonly cursor: string; readonly shape: string | null };

/** Wraps a source's cursor so that the card can hold it and nobody can change it. Good for a day. */
export async function sealPage(keys: TokenKeys, portalId: PortalId, query: TableQuery, { cursor, shape }: PageStart, now: number): Promise<string> {
  return new SignJWT({ c: cursor, q: fingerprint(portalId, query), ...(shape === null ? {} : { s: shape }) })
    .setProtectedHeader({ alg: 'HS256' })
    .setAudience(AUDIENCE)
    .setExpirationTime(Math.floor(now / 1000) + 86_400)
    .sign(keys.current);
}

/** What a token of this very query holds. Throws page.invalid. */
export async function openPage(keys: TokenKeys, portalId: PortalId, query: TableQuery, token: string, now: number): Promise<PageStart> {
  const opened = await openToken(keys.all, token, { audience: AUDIENCE, claims: Claims, now });
  if (opened === null || opened.q !== fingerprint(portalId, query)) throw new AppError('page.invalid');
  return { cursor: opened.c, shape: opened.s };
}
