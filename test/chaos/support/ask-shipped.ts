import type { Reply, RouteName, Routes } from '#contract';
import { signCardRequest, type TestCaller } from '../../support/sign-card-request.ts';
import { CARD_ORIGIN } from '../../support/start-test-app.ts';
import type { Shipped } from './start-shipped.ts';

/** A card's request to a web process of its own, signed as HubSpot signs it; throws what the card would be told. `environment`: the process's. */
export async function askShipped<Name extends RouteName>(web: Shipped, environment: Readonly<Record<string, string>>, caller: TestCaller, route: Name, request: Routes[Name]['request']): Promise<Routes[Name]['response']> {
  const body = JSON.stringify(request);
  const { pathAndQuery, headers } = signCardRequest({ publicOrigin: CARD_ORIGIN, path: `/ui/${route}`, body, caller, appId: environment['HUBSPOT_APP_ID']!, secret: environment['HUBSPOT_CLIENT_SECRET']!, now: Date.now() });
  const reply = await (await fetch(`http://127.0.0.1:${web.port}${pathAndQuery}`, { method: 'POST', headers, body })).json() as Reply<Routes[Name]['response']>;
  if (!reply.ok) throw new Error(`${reply.error.code}: ${reply.error.message}`);
  return reply.data;
}
