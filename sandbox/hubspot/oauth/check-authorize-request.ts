import type { AppOptions, PortalOptions } from '../options.ts';

export type AuthorizeRequest = {
  redirectUri: string;
  state: string | undefined;
  scopes: string[];
  optionalScopes: string[];
  portals: PortalOptions[];
};

type Problem = { title: string; detail: string };
type Checked = { ok: true; request: AuthorizeRequest } | { ok: false; problem: Problem };

/** Checks an install link as HubSpot does: everything must be configured for the app, and all required scopes asked for. */
export function checkAuthorizeRequest(
  app: Required<AppOptions>, portals: ReadonlyMap<number, PortalOptions>, query: Record<string, unknown>, portalId?: string,
): Checked {
  const refuse = (title: string, detail: string): Checked => ({ ok: false, problem: { title, detail } });
  const repeated = Object.entries(query).find(([, value]) => typeof value !== 'string');
  if (repeated) return refuse("We couldn't read this install link", `The parameter ${repeated[0]} appears more than once.`);
  const param = (name: string) => String(query[name] ?? '');

  if (param('client_id') !== app.clientId) {
    return refuse("We couldn't find this app", 'Authorization failed because the client ID in the install link is missing or belongs to no app.');
  }
  if (!app.redirectUrls.includes(param('redirect_uri'))) {
    return refuse('The redirect URL does not match', `Authorization failed because the redirect URL in the install link (${param('redirect_uri') || 'none'}) is not one of the app's configured redirect URLs.`);
  }
  const scopes = words(param('scope'));
  const optionalScopes = words(param('optional_scope'));
  const configured = new Set([...app.requiredScopes, ...app.optionalScopes]);
  const unknown = [...scopes, ...optionalScopes].filter((scope) => !configured.has(scope));
  if (unknown.length > 0) {
    return refuse('Scope mismatch', `Authorization failed because these scopes are not configured for the app: ${unknown.join(', ')}.`);
  }
  const missing = app.requiredScopes.filter((scope) => !scopes.includes(scope));
  if (missing.length > 0) {
    return refuse('Scope mismatch', `Authorization failed because the install link leaves out scopes that the app requires: ${missing.join(', ')}.`);
  }
  const candidates = [...portals.values()].filter(({ portal }) => portalId === undefined || String(portal.portalId) === portalId);
  if (candidates.length === 0) return refuse('No such account', `You have no access to the account ${portalId}.`);
  return {
    ok: true,
    request: { redirectUri: param('redirect_uri'), state: query['state'] === undefined ? undefined : param('state'), scopes, optionalScopes, portals: candidates },
  };
}

function words(text: string): string[] {
  return [...new Set(text.split(/[ +]+/).filter(Boolean))];
}
