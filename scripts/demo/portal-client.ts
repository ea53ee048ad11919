import type { Reply, RouteName, Routes } from '#contract';

/** The sandbox's surfaces as a person's browser would use them, without a browser. */
export type PortalClient = {
  install(): Promise<void>;
  ask<Name extends RouteName>(name: Name, body: Routes[Name]['request']): Promise<Routes[Name]['response']>;
  mails(): Promise<{ to: string[]; subject: string; text: string }[]>;
  stats(): Promise<{ calls: number; maxCallsInAny10s: number; rateLimited: number }>;
  resetStats(): Promise<void>;
};

const PORTAL_ID = 4_711_001;
const USER_ID = 501;

export function portalClient(urls: { readonly portalUrl: string; readonly webUrl: string; readonly cardOrigin: string }): PortalClient {
  const { portalUrl, webUrl, cardOrigin } = urls;

  /** The real authorization code flow: our start, HubSpot's consent screen, our callback, one cookie. */
  async function install(): Promise<void> {
    const start = await fetch(`${webUrl}/oauth/install`, { redirect: 'manual' });
    const cookie = start.headers.getSetCookie().map((text) => text.split(';')[0]).join('; ');
    const consent = start.headers.get('location') ?? fail('the install did not lead to a consent screen');
    await expectOk(await fetch(consent), 'the consent screen');
    const decision = await fetch(consent, { method: 'POST', body: new URLSearchParams({ decision: 'connect', userId: String(USER_ID) }), redirect: 'manual' });
    const callback = decision.headers.get('location') ?? fail('the consent screen did not lead back');
    await expectOk(await fetch(callback, { headers: { cookie } }), 'the callback');
  }

  /** A card's call: the sandbox adds the identity and signs it as HubSpot does. */
  async function ask<Name extends RouteName>(name: Name, body: Routes[Name]['request']): Promise<Routes[Name]['response']> {
    const response = await fetch(`${portalUrl}/portal/fetch`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ url: `${cardOrigin}/ui/${name}`, method: 'POST', body, userId: USER_ID }),
    });
    const answer = (await response.json()) as { status: number; body: Reply<Routes[Name]['response']> };
    if (answer.status === 200 && answer.body.ok) return answer.body.data;
    return fail(`${name} answered ${answer.status} ${JSON.stringify(answer.body)}`);
  }

  async function mails(): Promise<{ to: string[]; subject: string; text: string }[]> {
    const answer = (await (await fetch(`${portalUrl}/__sandbox/mail`)).json()) as { results: { to: string[]; subject: string; text: string }[] };
    return answer.results;
  }

  async function stats(): Promise<{ calls: number; maxCallsInAny10s: number; rateLimited: number }> {
    const answer = (await (await fetch(`${portalUrl}/__sandbox/hubspot/stats`)).json()) as { portals: Record<string, { calls: number; maxCallsInAny10s: number; rateLimited: number }> };
    return answer.portals[String(PORTAL_ID)] ?? { calls: 0, maxCallsInAny10s: 0, rateLimited: 0 };
  }

  async function resetStats(): Promise<void> {
    await expectOk(await fetch(`${portalUrl}/__sandbox/hubspot/stats/reset`, { method: 'POST' }), 'the statistics');
  }

  return { install, ask, mails, stats, resetStats };
}

async function expectOk(response: Response, what: string): Promise<void> {
  if (!response.ok) fail(`${what} answered ${response.status}: ${(await response.text()).replace(/<[^>]+>/g, ' ').slice(-300)}`);
}

function fail(reason: string): never {
  throw new Error(reason);
}
