import { z } from 'zod';
import { AppError } from '../core/errors/index.ts';

const TokenAnswer = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1),
  expires_in: z.number().positive(),
  hub_id: z.union([z.number(), z.string()]).optional(),
  user_id: z.union([z.number(), z.string()]).optional(),
  scopes: z.array(z.string()).optional(),
});
const Introspection = z.object({ active: z.boolean(), hub_id: z.union([z.number(), z.string()]).optional(), user_id: z.union([z.number(), z.string()]).optional(), scopes: z.array(z.string()).optional() });
const Failure = z.object({ error: z.string().optional(), status: z.string().optional(), message: z.string().optional() });

export type Tokens = {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresInSeconds: number;
  readonly portalId: string;
  readonly userId: string;
  readonly scopes: readonly string[];
};

export type TokenClient = {
  /** Throws install.refused for a code HubSpot does not take, install.misconfigured when our own settings are wrong. */
  exchangeCode(code: string, redirectUri: string): Promise<Tokens>;
  /** Throws portal.needs_reauth when the grant is gone, install.misconfigured or hubspot.unavailable otherwise. */
  refresh(refreshToken: string): Promise<Omit<Tokens, 'portalId' | 'userId' | 'scopes'>>;
};

const TIMEOUT_MS = 10_000;
// HubSpot's names for a grant that is gone and for settings of ours that are wrong (OAuth token errors, read 2026-11-22).
const GONE = new Set(['invalid_grant', 'BAD_REFRESH_TOKEN', 'BAD_HUB', 'access_denied']);
const OURS = new Set(['invalid_client', 'unauthorized_client', 'BAD_CLIENT_ID', 'BAD_CLIENT_SECRET', 'BAD_REDIRECT_URI']);

/** HubSpot's dated token endpoints, by hand: the official client still speaks OAuth v1, which ends 2027-02-16. */
export function createTokenClient(options: { readonly apiUrl: string; readonly clientId: string; readonly clientSecret: string; readonly fetch: typeof fetch }): TokenClient {
  const { apiUrl, clientId, clientSecret } = options;

  async function post(path: string, fields: Record<string, string>): Promise<unknown> {
    const body = new URLSearchParams({ ...fields, client_id: clientId, client_secret: clientSecret });
    let response: Response;
    try {
      response = await options.fetch(`${apiUrl}/oauth/2026-09/${path}`, { method: 'POST', body, redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
    } catch (cause) {
      throw new AppError('hubspot.unavailable', { cause, detail: 'token endpoint not reached' });
    }
    const answer: unknown = await response.json().catch(() => null);
    if (response.ok) return answer;
    throw classify(response.status, answer, fields['grant_type'] === 'refresh_token');
  }

  async function exchangeCode(code: string, redirectUri: string): Promise<Tokens> {
    const answer = TokenAnswer.parse(await post('token', { grant_type: 'authorization_code', code, redirect_uri: redirectUri }));
    // The portal is what HubSpot says about the token, never what stood in a URL (T24).
    const about = answer.hub_id === undefined || answer.scopes === undefined || answer.user_id === undefined
      ? Introspection.parse(await post('token/introspect', { token: answer.access_token, token_type_hint: 'access_token' }))
      : answer;
    return { ...times(answer), portalId: String(about.hub_id ?? ''), userId: String(about.user_id ?? ''), scopes: about.scopes ?? [] };
  }

  async function refresh(refreshToken: string): Promise<Omit<Tokens, 'portalId' | 'userId' | 'scopes'>> {
    return times(TokenAnswer.parse(await post('token', { grant_type: 'refresh_token', refresh_token: refreshToken })));
  }

  return { exchangeCode, refresh };
}

function times(answer: z.infer<typeof TokenAnswer>): Omit<Tokens, 'portalId' | 'userId' | 'scopes'> {
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
