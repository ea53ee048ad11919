import type { Pool } from 'pg';
import { randomHex } from '../http/random-id.ts';

/** One file of the journal; the fake writes one for each event. */
export type JournalFile = { readonly offset: string; readonly events: readonly unknown[]; readonly publishedAt: number };

/** Entries are kept for three days (journal guide, read November 2026). */
const KEPT_MS = 3 * 86_400_000;
const TOKEN_MS = 30 * 60_000;
/** How long the address of a file is good. */
const URL_MS = 5 * 60_000;

/** What HubSpot writes down about an app for the app to fetch: here, that it was installed or uninstalled. */
export class Journal {
  private readonly pool: Pool;
  private readonly now: () => number;
  private readonly random: () => number;
  private readonly appId: number;
  private readonly tokens = new Map<string, { scopes: ReadonlySet<string>; expiresAt: number }>();
  private readonly addresses = new Map<string, { offset: string; expiresAt: number }>();
  private readonly subscribed = new Set<string>();

  constructor(pool: Pool, now: () => number, random: () => number, appId: number) {
    this.pool = pool;
    this.now = now;
    this.random = random;
    this.appId = appId;
  }

  issueToken(scopes: readonly string[]): { token: string; seconds: number } {
    const token = `CJ${randomHex(this.random, 120)}`;
    this.tokens.set(token, { scopes: new Set(scopes), expiresAt: this.now() + TOKEN_MS });
    return { token, seconds: TOKEN_MS / 1000 };
  }

  /** What a token of the app itself may do; undefined when it is none, or over. */
  scopesOf(token: string): ReadonlySet<string> | undefined {
    const known = this.tokens.get(token);
    return known !== undefined && known.expiresAt > this.now() ? known.scopes : undefined;
  }

  subscribe(eventTypeId: string): void {
    this.subscribed.add(eventTypeId);
  }

  /** Only what somebody subscribed to is written down. */
  async write(event: { readonly portalId: number; readonly action: 'APP_INSTALL' | 'APP_UNINSTALL'; readonly eventTypeId: string }): Promise<void> {
    if (!this.subscribed.has(event.eventTypeId)) return;
    const full = { type: 'app_lifecycle_event', ...event, occurredAt: new Date(this.now()).toISOString(), properties: { hs_app_id: String(this.appId) } };
    await this.add([full]);
  }

  /** Any events in one file; for tests of what HubSpot might write. */
  async add(events: readonly unknown[]): Promise<void> {
    await this.pool.query('insert into hubspot.journal (events, published_at) values ($1, $2)', [JSON.stringify(events), this.now()]);
  }

  /** The first file behind an offset, or the earliest there is; undefined when there is none, or the offset is not known any more. */
  async next(after: string | null): Promise<JournalFile | 'unknown' | undefined> {
    const oldest = this.now() - KEPT_MS;
    if (after !== null) {
      const known = await this.pool.query('select 1 from hubspot.journal where published_at >= $2 and id::text = $1', [after, oldest]);
      if (known.rowCount === 0) return 'unknown';
    }
    const found = await this.pool.query<{ id: string; events: unknown[]; published_at: string }>(
      `select j.id, j.events, j.published_at from hubspot.journal j where published_at >= $2
       and ($1::text is null or seq > (select seq from hubspot.journal where id::text = $1)) order by seq limit 1`, [after, oldest]);
    const row = found.rows[0];
    return row && { offset: row.id, events: row.events, publishedAt: Number(row.published_at) };
  }

  /** An address under which the file can be fetched by whoever has it, for a while. */
  sign(offset: string): { signature: string; expiresAt: number } {
    const signature = randomHex(this.random, 40);
    const expiresAt = this.now() + URL_MS;
    this.addresses.set(signature, { offset, expiresAt });
    return { signature, expiresAt };
  }

  async fileAt(signature: string): Promise<JournalFile | undefined> {
    const address = this.addresses.get(signature);
    if (address === undefined || address.expiresAt <= this.now()) return undefined;
    const found = await this.pool.query<{ id: string; events: unknown[]; published_at: string }>('select id, events, published_at from hubspot.journal where id::text = $1', [address.offset]);
    const row = found.rows[0];
    return row && { offset: row.id, events: row.events, publishedAt: Number(row.published_at) };
  }
}
