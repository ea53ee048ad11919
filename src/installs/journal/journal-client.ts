import { z } from 'zod';
import { AppError } from '../../core/errors/index.ts';
import type { OauthVersion } from '../token-client.ts';

/** Of an app being uninstalled from an account (webhooks journal guide, read November 2026). */
const UNINSTALLED = '4-1916193';
const SCOPES = 'developer.webhooks_journal.read developer.webhooks_journal.subscriptions.read developer.webhooks_journal.subscriptions.write';
const TIMEOUT_MS = 10_000;
/** HubSpot writes 5 MB or 10,000 events into a file at most. */
const MOST_BYTES = 16_000_000;
const EARLY_MS = 60_000;

const TokenAnswer = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });
const Found = z.object({ url: z.url(), currentOffset: z.string().min(1) });
const File = z.object({ journalEvents: z.array(z.unknown()) });
/** The case of type and action is not documented, hence the event type's id; other events are of other shapes. */
const Uninstalled = z.object({
  eventTypeId: z.literal(UNINSTALLED),
  portalId: z.union([z.number().int().positive(), z.string()]).transform(String),
  occurredAt: z.union([z.iso.datetime({ offset: true }), z.number()]).transform((at) => new Date(at)),
  properties: z.object({ hs_app_id: z.union([z.string(), z.number()]).transform(String) }).partial().optional(),
});

/** What one file of the journal says of uninstalls; `appId` is null where HubSpot does not say whose. */
export type JournalPage = { readonly offset: string; readonly uninstalls: readonly { readonly portalId: string; readonly at: Date; readonly appId: string | null }[] };

export type JournalClient = {
  /** Asks HubSpot to write uninstalls of the app into its journal; once is enough, again does no harm. */
  subscribe(): Promise<void>;
  /** The first file behind this offset, or the earliest. `lost`: HubSpot does not know the offset any more. Null: nothing new. Throws hubspot.unavailable or install.misconfigured. */
  next(offset: string | null): Promise<JournalPage | 'lost' | null>;
};

export type JournalClientOptions = {
  readonly apiUrl: string;
  /** In the journal's paths. 2026-03 is the one HubSpot's published specification has. */
  readonly version: '2026-03' | '2026-09';
  readonly oauthVersion: OauthVersion;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly fetch: typeof fetch;
  readonly now: () => number;
};

/** HubSpot's webhooks journal, read with a token of the app itself: no portal's token, none of its allowance. */
export function createJournalClient(options: JournalClientOptions): JournalClient {
  const { apiUrl, version, now } = options;
  let held: { readonly token: string; readonly until: number } | null = null;

  async function token(): Promise<string> {
    if (held !== null && held.until > now()) return held.token;
    const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: options.clientId, client_secret: options.clientSecret, scope: SCOPES });
    const response = await send(`${apiUrl}/oauth/${options.oauthVersion}/token`, { method: 'POST', body });
    if (!response.ok) throw refused(response.status, 'the token of the app');
    const answer = read(TokenAnswer, await response.json().catch(() => null));
    held = { token: answer.access_token, until: now() + answer.expires_in * 1000 - EARLY_MS };
    return held.token;
  }

  async function ask(path: string, init: RequestInit = {}): Promise<Response> {
    return send(`${apiUrl}${path}`, { ...init, headers: { ...init.headers, authorization: `Bearer ${await token()}` } });
  }

  async function send(url: string, init: RequestInit): Promise<Response> {
    try {
      return await options.fetch(url, { ...init, redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
    } catch (cause) {
      throw new AppError('hubspot.unavailable', { cause, detail: 'journal not reached' });
    }
  }

  async function subscribe(): Promise<void> {
    const body = JSON.stringify({ subscriptionType: 'APP_LIFECYCLE_EVENT', eventTypeId: UNINSTALLED, properties: [] });
    const response = await ask(`/webhooks-journal/subscriptions/${version}`, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
    await response.body?.cancel();
    // 409: it is there already.
    if (!response.ok && response.status !== 409) throw refused(response.status, 'the subscription');
  }

  async function next(offset: string | null): Promise<JournalPage | 'lost' | null> {
    const from = offset === null ? 'earliest' : `offset/${encodeURIComponent(offset)}/next`;
    const response = await ask(`/webhooks-journal/journal/${version}/${from}`);
    if (response.status === 204) return null;
    // "Nothing new" has been seen as 404 too: only an offset can be unknown.
    if (response.status === 404) return offset === null ? null : 'lost';
    if (response.status === 401) held = null;
    if (!response.ok) throw refused(response.status, 'the journal');
    const { url, currentOffset } = read(Found, await response.json().catch(() => null));
    return { offset: currentOffset, uninstalls: uninstallsIn(await download(url)) };
  }

  /** The address is signed: whoever has it may read, and no token of ours belongs there. */
  async function download(url: string): Promise<unknown> {
    const { protocol, origin } = new URL(url);
    if (protocol !== 'https:' && origin !== apiUrl) throw new AppError('hubspot.unavailable', { detail: 'a file of the journal is offered without TLS' });
    const response = await send(url, {});
    if (!response.ok) throw refused(response.status, 'a file of the journal');
    const pieces: Uint8Array[] = [];
    let bytes = 0;
    for await (const piece of response.body as AsyncIterable<Uint8Array>) {
      bytes += piece.byteLength;
      if (bytes > MOST_BYTES) throw new AppError('hubspot.unavailable', { detail: 'a file of the journal is larger than HubSpot says they are' });
      pieces.push(piece);
    }
    try {
      return JSON.parse(Buffer.concat(pieces).toString('utf8'));
    } catch (cause) {
      throw new AppError('hubspot.unavailable', { cause, detail: 'a file of the journal is no JSON' });
    }
  }

  return { subscribe, next };
}

function uninstallsIn(file: unknown): JournalPage['uninstalls'] {
  return read(File, file).journalEvents.flatMap((event) => {
    const parsed = Uninstalled.safeParse(event);
    return parsed.success ? [{ portalId: parsed.data.portalId, at: parsed.data.occurredAt, appId: parsed.data.properties?.hs_app_id ?? null }] : [];
  });
}

function read<T>(schema: z.ZodType<T>, answer: unknown): T {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  throw new AppError('hubspot.unavailable', { detail: `the journal answered in another shape: ${parsed.error.issues.map((issue) => issue.path.join('.')).join(', ')}` });
}

function refused(status: number, what: string): AppError {
  const ours = status === 400 || status === 403 || status === 404;
  return new AppError(ours ? 'install.misconfigured' : 'hubspot.unavailable', { detail: `${what} was answered with ${status}` });
}
