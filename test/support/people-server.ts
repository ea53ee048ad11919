import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type TestPerson = { readonly userId: string; readonly email: string; /** First and last, where a test wants them. */ readonly name?: string; readonly ownerId: string; teamIds: string[]; superAdmin: boolean };

export type PeopleServer = {
  readonly url: string;
  /** What HubSpot knows; a test may change it. */
  readonly people: TestPerson[];
  /** Paths that were asked for, in order. */
  readonly asked: string[];
  /** Answers everything with this status instead; null: as usual. */
  fail: number | null;
  close(): Promise<void>;
};

/** HubSpot's owners and users API on a real socket, for as many people as a test needs; knows no record and no property. */
export async function startPeopleServer(people: TestPerson[]): Promise<PeopleServer> {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://hubspot.test');
    made.asked.push(url.pathname);
    const send = (status: number, body: object): void => void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (made.fail !== null) return send(made.fail, { status: 'error', category: 'INTERNAL_ERROR', message: 'scripted' });
    if (url.pathname.startsWith('/crm/properties/')) return send(200, { results: [] });
    if (url.pathname === '/crm/owners/2026-09') return send(200, { results: url.searchParams.get('archived') === 'true' ? [] : people.map(ownerOf) });
    const id = /^\/(?:crm\/owners|settings\/users)\/2026-09\/(\d+)$/.exec(url.pathname)?.[1];
    const person = people.find(({ userId }) => userId === id);
    if (person === undefined) return send(404, { status: 'error', category: 'OBJECT_NOT_FOUND', message: 'resource not found' });
    if (url.pathname.startsWith('/settings/')) {
      const [primaryTeamId, ...secondaryTeamIds] = person.teamIds;
      return send(200, { id: person.userId, email: person.email, superAdmin: person.superAdmin, ...(primaryTeamId === undefined ? {} : { primaryTeamId }), secondaryTeamIds });
    }
    return send(200, ownerOf(person));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const made: PeopleServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, people, asked: [], fail: null,
    close: () => new Promise((resolve) => server.close(() => resolve()).closeAllConnections()),
  };
  return made;
}

function ownerOf({ userId, email, name, ownerId, teamIds }: TestPerson): object {
  const [firstName, lastName] = (name ?? '').split(' ');
  return { id: ownerId, email, userId: Number(userId), archived: false, teams: teamIds.map((teamId) => ({ id: teamId, name: `Team ${teamId}`, primary: false })), ...(firstName === '' ? {} : { firstName, lastName }) };
}
