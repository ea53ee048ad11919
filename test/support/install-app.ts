import type { TestApp } from './start-test-app.ts';

export type Walk = { readonly callbackStatus: number; readonly callbackPage: string; readonly callbackUrl: string; readonly cookie: string };

/** Walks through HubSpot's consent screen as an admin's browser does; stops before the callback when `untilCallback`. */
export async function installApp(test: TestApp, options: { readonly portalId?: string; readonly decision?: 'connect' | 'cancel'; readonly untilCallback?: boolean; readonly cookie?: string } = {}): Promise<Walk> {
  const start = await fetch(`${test.origin}/oauth/install`, { redirect: 'manual' });
  const cookie = options.cookie ?? start.headers.getSetCookie().map((text) => text.split(';')[0]).join('; ');
  const consent = start.headers.get('location')!;
  const screen = await fetch(consent);
  if (!screen.ok) throw new Error(`the consent screen answered ${screen.status}: ${await screen.text()}`);
  const form = new URLSearchParams({ decision: options.decision ?? 'connect', ...(options.portalId === undefined ? {} : { portalId: options.portalId }) });
  const decided = await fetch(consent, { method: 'POST', body: form, redirect: 'manual' });
  const target = new URL(decided.headers.get('location')!);
  const callbackUrl = `${test.origin}${target.pathname}${target.search}`;
  if (options.untilCallback === true) return { callbackStatus: 0, callbackPage: '', callbackUrl, cookie };
  const callback = await fetch(callbackUrl, { headers: { cookie } });
  return { callbackStatus: callback.status, callbackPage: await callback.text(), callbackUrl, cookie };
}
