import type { Pool } from 'pg';
import { randomHex, randomUuid } from '../http/random-id.ts';

export type Grant = { id: string; portalId: number; userId: number; scopes: string[]; refreshToken: string };
export type AccessToken = { portalId: number; userId: number; scopes: string[]; expiresAt: number };
export type CodeInput = { portalId: number; userId: number; scopes: string[]; redirectUri: string };

/** An authorization code lives this long and works once. */
const CODE_MS = 60_000;

/** Codes, grants and tokens in Postgres; access tokens are also remembered here because every API call asks for one. */
export class TokenStore {
  private readonly pool: Pool;
  private readonly now: () => number;
  private readonly random: () => number;
  private readonly access = new Map<string, AccessToken>();

  constructor(pool: Pool, now: () => number, random: () => number) {
    this.pool = pool;
    this.now = now;
    this.random = random;
  }

  async createCode(input: CodeInput): Promise<string> {
    const code = `na1-${randomUuid(this.random)}`;
    await this.pool.query('INSERT INTO hubspot.codes VALUES ($1, $2, $3, $4, $5, $6)', [
      code, input.portalId, input.userId, input.scopes, input.redirectUri, this.now() + CODE_MS]);
    return code;
  }

  /** Uses a code up; undefined when it is unknown, used, expired or was issued for another redirect address. */
  async redeemCode(code: string, redirectUri: string): Promise<Grant | 'wrong-redirect' | undefined> {
    const used = await this.pool.query<{ portal_id: string; user_id: string; scopes: string[]; redirect_uri: string }>(
      `UPDATE hubspot.codes SET used_at = $2 WHERE code = $1 AND used_at IS NULL AND expires_at > $2
       RETURNING portal_id, user_id, scopes, redirect_uri`, [code, this.now()]);
    const row = used.rows[0];
    if (!row) return undefined;
    if (row.redirect_uri !== redirectUri) return 'wrong-redirect';
    const refreshToken = `na1-${randomUuid(this.random)}`;
    const made = await this.pool.query<{ id: string }>(
      `INSERT INTO hubspot.grants (portal_id, user_id, scopes, refresh_token, created_at)
       VALUES ($1, $2, $3, $4, $5) RETURNING id`, [row.portal_id, row.user_id, row.scopes, refreshToken, this.now()]);
    return { id: made.rows[0]?.id ?? '', portalId: Number(row.portal_id), userId: Number(row.user_id), scopes: row.scopes, refreshToken };
  }

  async findGrant(refreshToken: string): Promise<Grant | undefined> {
    const found = await this.pool.query<{ id: string; portal_id: string; user_id: string; scopes: string[] }>(
      `SELECT id, portal_id, user_id, scopes FROM hubspot.grants WHERE refresh_token = $1 AND revoked_at IS NULL`, [refreshToken]);
    const row = found.rows[0];
    return row && { id: row.id, portalId: Number(row.portal_id), userId: Number(row.user_id), scopes: row.scopes, refreshToken };
  }

  /** Gives the grant a new refresh token; undefined when another refresh was faster. */
  async rotate(grant: Grant): Promise<Grant | undefined> {
    const refreshToken = `na1-${randomUuid(this.random)}`;
    const changed = await this.pool.query(
      'UPDATE hubspot.grants SET refresh_token = $2 WHERE id = $1 AND refresh_token = $3 AND revoked_at IS NULL',
      [grant.id, refreshToken, grant.refreshToken]);
    return changed.rowCount === 1 ? { ...grant, refreshToken } : undefined;
  }

  /** Issues an access token. Real ones vary in length; these are long on purpose. */
  async issueAccess(grant: Grant, seconds: number): Promise<string> {
    const token = `CN${randomHex(this.random, 330)}`;
    const expiresAt = this.now() + seconds * 1000;
    await this.pool.query('INSERT INTO hubspot.access_tokens VALUES ($1, $2, $3)', [token, grant.id, expiresAt]);
    return token;
  }

  /** The token's owner, also when it has expired; undefined when it is unknown or revoked. */
  async findAccess(token: string): Promise<AccessToken | undefined> {
    const known = this.access.get(token);
    if (known) return known;
    const found = await this.pool.query<{ portal_id: string; user_id: string; scopes: string[]; expires_at: string }>(
      `SELECT g.portal_id, g.user_id, g.scopes, t.expires_at FROM hubspot.access_tokens t
       JOIN hubspot.grants g ON g.id = t.grant_id WHERE t.token = $1 AND t.revoked_at IS NULL`, [token]);
    const row = found.rows[0];
    if (!row) return undefined;
    const access = {
      portalId: Number(row.portal_id), userId: Number(row.user_id), scopes: row.scopes, expiresAt: Number(row.expires_at),
    };
    this.access.set(token, access);
    return access;
  }

  /** Ends a refresh token (issued access tokens live on, as HubSpot documents) or an access token. */
  async revoke(token: string): Promise<void> {
    await this.pool.query('UPDATE hubspot.grants SET revoked_at = $2 WHERE refresh_token = $1', [token, this.now()]);
    await this.pool.query('UPDATE hubspot.access_tokens SET revoked_at = $2 WHERE token = $1', [token, this.now()]);
    this.access.delete(token);
  }

  /** Removes the app from a portal: every grant and every token of it is dead at once. */
  async uninstall(portalId: number): Promise<void> {
    await this.pool.query(
      `UPDATE hubspot.access_tokens SET revoked_at = $2
       WHERE grant_id IN (SELECT id FROM hubspot.grants WHERE portal_id = $1)`, [portalId, this.now()]);
    await this.pool.query('UPDATE hubspot.grants SET revoked_at = $2 WHERE portal_id = $1 AND revoked_at IS NULL', [portalId, this.now()]);
    this.access.clear();
  }

  async isInstalled(portalId: number): Promise<boolean> {
    const found = await this.pool.query('SELECT 1 FROM hubspot.grants WHERE portal_id = $1 AND revoked_at IS NULL LIMIT 1', [portalId]);
    return found.rowCount === 1;
  }

  /** Makes every access token of a portal expire now. */
  async expireAccess(portalId: number): Promise<void> {
    await this.pool.query(
      `UPDATE hubspot.access_tokens SET expires_at = least(expires_at, $2)
       WHERE grant_id IN (SELECT id FROM hubspot.grants WHERE portal_id = $1)`, [portalId, this.now()]);
    this.access.clear();
  }
}
