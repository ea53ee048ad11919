import { z } from 'zod';
import { AppError } from '../core/errors/index.ts';

const TokenAnswer = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1),
  expires_in: z.number().positive(),
  hub_id: z.union([z.number(), z.string()]).optional(),
});
const Introspection = z.object({
  active: z.literal(true),
  hub_id: z.union([z.number(), z.string()]).transform(String),
  user: z.email().optional().catch(undefined),
  user_id: z.union([z.number(), z.string()]).transform(String).optional(),
  scopes: z.array(z.string()),
});
const Alive = z.object({ active: z.boolean() });
const Failure = z.object({ error: z.string().optional(), status: z.string().optional(), message: z.string().optional() });

export type Tokens = {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresInSeconds: number;
  readonly portalId: string;
  readonly userId: string;
  /** Address of the person who installed; null where HubSpot does not say. */
  readonly userEmail: string | null;
  readonly scopes: readonly string[];
};
export type FreshTokens = Pick<Tokens, 'accessToken' | 'refreshToken' | 'expiresInSeconds'>;

export type TokenClient = {
  /** Throws install.refused for a code HubSpot does not take, install.misconfigured when our own settings are wrong. */
  exchangeCode(code: string, redirectUri: string): Promise<Tokens>;
  /** Throws portal.needs_reauth when the grant is gone, install.misconfigured or hubspot.unavailable otherwise. */
  refresh(refreshToken: string): Promise<FreshTokens>;
  /** Whether HubSpot still takes this refresh token; asking changes nothing. Throws install.misconfigured or hubspot.unavailable. */
  isAlive(refreshToken: string): Promise<boolean>;
  /** Ends a refresh token at HubSpot. One that is gone already counts as ended. */
  revoke(refreshToken: string): Promise<void>;
  /** Takes the app out of the account that an access token is for, by a grant that is stored nowhere. Throws hubspot.unavailable. */
  uninstall(path: string, accessToken: string): Promise<void>;
};

const TIMEOUT_MS = 10_000;
/** Two of them must fit into the time that the lock on a grant allows (installs.store.ts). */
const REFRESH_TIMEOUT_MS = 5_000;
// HubSpot's names for a grant that is gone and for settings of ours that are wrong (OAuth token errors, read 2026-11-22).
const GONE = new Set(['invalid_grant', 'BAD_REFRESH_TOKEN', 'BAD_HUB', 'access_denied']);
const OURS = new Set(['invalid_client', 'unauthorized_client', 'BAD_CLIENT_ID', 'BAD_CLIENT_SECRET', 'BAD_REDIRECT_URI']);

export type OauthVersion = '2026-03' | '2026-09';

/** HubSpot's dated token endpoints, by hand: the official client still speaks OAuth v1, which ends 2027-02-16. */
export function createTokenClient(options: { readonly apiUrl: string; readonly version: OauthVersion; readonly clientId: string; readonly clientSecret: string; readonly fetch: typeof fetch }): TokenClient {
  const { apiUrl, version, clientId, clientSecret } = options;

  async function post(path: string, fields: Record<string, string>): Promise<unknown> {
    const refreshing = fields['grant_type'] === 'refresh_token';
    const body = new URLSearchParams({ ...fields, client_id: clientId, client_secret: clientSecret });
    let response: Response;
    try {
      response = await options.fetch(`${apiUrl}/oauth/${version}/${path}`, { method: 'POST', body, redirect: 'error', signal: AbortSignal.timeout(refreshing ? REFRESH_TIMEOUT_MS : TIMEOUT_MS) });
    } catch (cause) {
      throw new AppError('hubspot.unavailable', { cause, detail: 'token endpoint not reached' });
    }
    // A body that breaks off or is a page of HTML is no answer, whatever its status says.
    const answer: unknown = await response.json().catch(() => null);
    if (response.ok) return answer;
    throw classify(response.status, answer, refreshing);
  }

  async function exchangeCode(code: string, redirectUri: string): Promise<Tokens> {
    const answer = readAnswer(TokenAnswer, await post('token', { grant_type: 'authorization_code', code, redirect_uri: redirectUri }));
    // The portal is the one HubSpot's introspection names for the token, never what stood in a URL (T24).
    const about = readAnswer(Introspection, await post('token/introspect', { token: answer.access_token, token_type_hint: 'access_token' }));
    if (answer.hub_id !== undefined && String(answer.hub_id) !== about.hub_id) {
      throw new AppError('install.refused', { detail: 'token answer and introspection name different portals' });
    }
    return { ...times(answer), portalId: about.hub_id, userId: about.user_id ?? '', userEmail: about.user ?? null, scopes: about.scopes };
  }

  async function refresh(refreshToken: string): Promise<FreshTokens> {
    return times(readAnswer(TokenAnswer, await post('token', { grant_type: 'refresh_token', refresh_token: refreshToken })));
  }

  async function isAlive(refreshToken: string): Promise<boolean> {
    return readAnswer(Alive, await post('token/introspect', { token: refreshToken, token_type_hint: 'refresh_token' })).active;
  }

  async function revoke(refreshToken: string): Promise<void> {
    await post('token/revoke', { token: refreshToken, token_type_hint: 'refresh_token' });
  }

  async function uninstall(path: string, accessToken: string): Promise<void> {
    const headers = { authorization: `Bearer ${accessToken}` };
    const response = await options.fetch(`${apiUrl}${path}`, { method: 'DELETE', headers, redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
    await response.body?.cancel();
    if (!response.ok) throw new AppError('hubspot.unavailable', { detail: `uninstall answered ${response.status}` });
  }

  return { exchangeCode, refresh, isAlive, revoke, uninstall };
}

/** The parts of an answer that has the shape it should have. The answer itself holds tokens and is not repeated. */
function readAnswer<T>(schema: z.ZodType<T>, answer: unknown): T {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  throw new AppError('hubspot.unavailable', { detail: `token endpoint answered in another shape: ${parsed.error.issues.map((issue) => issue.path.join('.')).join(', ')}` });
}

function times(answer: z.infer<typeof TokenAnswer>): FreshTokens {
  return { accessToken: answer.access_token, refreshToken: answer.refresh_token, expiresInSeconds: answer.expires_in };
}

function classify(status: number, answer: unknown, refreshing: boolean): AppError {
  const failure = Failure.safeParse(answer);
  const names = failure.success ? [failure.data.error, failure.data.status] : [];
  const detail = `token endpoint answered ${status} ${names.join(' ')}`;
  // Our own broken settings must never look like a customer's revoked grant.
  if (names.some((name) => name !== undefined && OURS.has(name)) || status === 404) return new AppError('install.misconfigured', { detail });
  if (status === 429 || status >= 500 || status === 423 || status === 477) return new AppError('hubspot.unavailable', { detail });
  if (refreshing && names.some((name) => name !== undefined && GONE.has(name))) return new AppError('portal.needs_reauth', { detail });
  if (refreshing) return new AppError('hubspot.unavailable', { detail });
  return new AppError('install.refused', { detail, userMessage: 'HubSpot did not accept this installation: the code was used or has run out.' });
}
