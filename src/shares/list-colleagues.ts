import type { ListColleaguesRequest, ListColleaguesResponse } from '#contract';
import type { Caller } from '../access/index.ts';
import type { Context } from '../context/index.ts';
import { readColleagues } from './read-colleagues.ts';

const MOST = 50;

/** Whom the caller can share a file with: other active users of the account, by name. Throws what HubSpot's API throws. */
export async function listColleagues(context: Context, { portalId, userId }: Caller, { search }: ListColleaguesRequest, signal: AbortSignal): Promise<ListColleaguesResponse> {
  const wanted = search.trim().toLocaleLowerCase();
  const people = await readColleagues(context, portalId, signal);
  const found = people.filter((person) => person.userId !== userId && `${person.name} ${person.email}`.toLocaleLowerCase().includes(wanted));
  return { colleagues: found.slice(0, MOST), more: found.length > MOST };
}
