import type { ListPlacesResponse } from '#contract';
import type { Context } from '../context/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import { toAppError } from '../core/errors/index.ts';
import { readPeople } from '../hubspot/index.ts';
import type { CallContext } from '../hubspot/index.ts';

/** Whom rules can name: the active owners and their teams, by name. None when HubSpot does not answer: rules still can be read. */
export async function listPeople(context: Context, at: Pick<CallContext, 'lane' | 'signal'> & { readonly portalId: PortalId }): Promise<Pick<ListPlacesResponse, 'people' | 'teams'>> {
  try {
    const found = await readPeople(context.hubspot, at);
    const teams = new Map(found.flatMap((person) => person.teams).map((team) => [team.id, team.name]));
    return {
      people: found.map(({ userId, name, email }) => ({ userId, name, email })).sort((one, other) => one.name.localeCompare(other.name)),
      teams: [...teams].map(([teamId, name]) => ({ teamId, name })).sort((one, other) => one.name.localeCompare(other.name)),
    };
  } catch (err) {
    context.log.warn({ portalId: at.portalId, code: toAppError(err).code }, 'people of the portal not listed');
    return { people: [], teams: [] };
  }
}
