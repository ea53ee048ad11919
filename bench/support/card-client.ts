import type { Reply, RouteName, Routes } from '#contract';
import { sandboxApp } from '../../scripts/stack/stack-environment.ts';
import { signCardRequest } from '../../test/support/sign-card-request.ts';

/** Calls a server as a card does, signed as HubSpot signs, without the sandbox between: its time would be counted too. */
export type CardClient = {
  ask<Name extends RouteName>(name: Name, body: Routes[Name]['request']): Promise<Routes[Name]['response']>;
  /** Any signed POST; throws unless the answer is JSON with status 200. */
  post(path: string, body: unknown): Promise<unknown>;
};

export const CARD_ORIGIN = 'https://api.siderail.example';
const SAM = { portalId: '4711001', userId: '501', userEmail: 'sam.seller@acme.example' };

export function cardClient(serverUrl: string): CardClient {
  async function post(path: string, body: unknown): Promise<unknown> {
    const text = JSON.stringify(body);
    const signed = { publicOrigin: CARD_ORIGIN, path, body: text, caller: SAM, appId: sandboxApp.HUBSPOT_APP_ID, secret: sandboxApp.HUBSPOT_CLIENT_SECRET, now: Date.now() };
    const { pathAndQuery, headers } = signCardRequest(signed);
    const response = await fetch(`${serverUrl}${pathAndQuery}`, { method: 'POST', headers, body: text });
    const answer = await response.text();
    if (response.status !== 200) throw new Error(`${path} answered ${response.status} ${answer.slice(0, 300)}`);
    return JSON.parse(answer) as unknown;
  }

  async function ask<Name extends RouteName>(name: Name, body: Routes[Name]['request']): Promise<Routes[Name]['response']> {
    const reply = (await post(`/ui/${name}`, body)) as Reply<Routes[Name]['response']>;
    if (reply.ok) return reply.data;
    throw new Error(`${name} answered ${JSON.stringify(reply.error)}`);
  }

  return { ask, post };
}
