import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { getObject, type HubSpotObject } from '../../src/hubspot/index.ts';
import { API, type TestGateway } from './test-gateway.ts';

export const OK = { id: '5', properties: { email: 'a@b.example' } };

export type Answer = () => Response | Promise<Response>;
export const json = (status: number, body: object, headers: Record<string, string> = {}): Answer => () => HttpResponse.json(body as never, { status, headers });
export const ok = json(200, OK);

/** HubSpot at the wire for one test file; gives back the function that scripts its answers. */
export function scriptedHubSpot() {
  const server = setupServer();
  beforeAll(() => server.listen({ onUnhandledFrame: 'error' }));
  afterEach(() => server.resetHandlers());
  afterAll(() => server.close());

  /** Answers in this order; the last one for ever after. Returns what arrived. */
  return function answers(...list: ((request: Request) => Response | Promise<Response>)[]): { requests: Request[] } {
    const seen: { requests: Request[] } = { requests: [] };
    server.use(
      http.all(`${API}/*`, ({ request }) => {
        seen.requests.push(request.clone() as Request);
        return (list[Math.min(seen.requests.length, list.length) - 1] ?? ok)(request as Request) as never;
      }),
    );
    return seen;
  };
}

export function readContact(test: TestGateway): Promise<HubSpotObject> {
  return getObject(test.gateway, test.at, { objectType: '0-1', id: '5', properties: ['email'] });
}
