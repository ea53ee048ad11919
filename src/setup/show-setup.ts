import type { GetSetupResponse, SetupStep } from '#contract';
import type { Caller } from '../access/index.ts';
import { countConnections } from '../connections/index.ts';
import type { Context } from '../context/index.ts';
import { grantedScopes, OPTIONAL_SCOPES, reconnectUrl, REQUIRED_SCOPES } from '../installs/index.ts';
import { lastMailState } from '../notices/index.ts';
import { isAdmin } from '../policies/index.ts';
import { wasAskedForViews } from '../usage/index.ts';

/** What a HubSpot account has set up and what is missing, from what was seen to happen, so that nobody ticks anything off. */
export async function showSetup(context: Context, caller: Caller, signal: AbortSignal): Promise<GetSetupResponse> {
  const admin = await isAdmin(context, caller, signal);
  const granted = await grantedScopes(context, caller.portalId);
  const missing = [...REQUIRED_SCOPES, ...OPTIONAL_SCOPES].filter((scope) => !granted.has(scope));
  // HubSpot gives some of the optional ones in larger subscriptions only: nobody can be told to see to that.
  const lacking = missing.some((scope) => REQUIRED_SCOPES.includes(scope));
  const { viewed, connections, mail } = await context.database.inPortal(caller.portalId, async (tx) => ({
    viewed: await wasAskedForViews(tx), connections: await countConnections(tx), mail: await lastMailState(tx),
  }));
  const steps: SetupStep[] = [
    { name: 'scopes', state: missing.length === 0 ? 'done' : lacking ? 'broken' : 'open', details: missing, link: missing.length === 0 ? null : reconnectUrl(context, caller.portalId) },
    { name: 'cards', state: viewed ? 'done' : 'open', details: [], link: null },
    { name: 'connection', state: connections.on > 0 ? 'done' : connections.all > 0 ? 'broken' : 'open', details: [], link: null },
    { name: 'mail', state: mail === null ? 'open' : mail === 'sent' ? 'done' : 'broken', details: [], link: null },
  ];
  return { steps, admin };
}
