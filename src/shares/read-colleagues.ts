import type { Colleague } from '#contract';
import type { Context } from '../context/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import { readPeople } from '../hubspot/index.ts';

/** The active users of an account, by name; remembered for a minute, because a person who types a name asks again and again. */
export async function readColleagues({ hubspot }: Context, portalId: PortalId, signal: AbortSignal): Promise<readonly Colleague[]> {
  const key = `${portalId}:colleagues`;
  const known = hubspot.people.get(key) as readonly Colleague[] | undefined;
  if (known !== undefined) return known;
  const found = await readPeople(hubspot, { portalId, lane: 'person', signal });
  const colleagues = found.map(({ userId, name, email }) => ({ userId, name, email })).sort((one, other) => one.name.localeCompare(other.name));
  hubspot.people.set(key, colleagues);
  return colleagues;
}
