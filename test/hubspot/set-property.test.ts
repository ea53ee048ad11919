import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/core/errors/index.ts';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { apiPaths } from '../../src/hubspot/api-paths.ts';
import { setProperty } from '../../src/hubspot/index.ts';
import type { CallRequest, HubSpotGateway } from '../../src/hubspot/index.ts';

const AT = { portalId: PortalId.parse('4711001'), lane: 'person', signal: new AbortController().signal } as const;
const CHANGE = { objectType: '0-2', id: '7', property: 'number', before: 'old', after: 'new', same: (one: string | null, other: string | null) => one === other };
const BROKEN = new AppError('hubspot.unavailable');

/** A HubSpot of one record. Every answer to a write gets lost; `looks`: what each look at the record finds. */
function lossy(looks: readonly (string | 'broken' | 'merged')[]): { gateway: HubSpotGateway; writes: () => number } {
  const left = [...looks];
  let writes = 0;
  const call = async (_portal: unknown, request: CallRequest<unknown>): Promise<unknown> => {
    if (request.method === 'GET') {
      const found = left.shift();
      if (found === undefined || found === 'broken') throw BROKEN;
      return request.schema.parse({ id: found === 'merged' ? '8' : '7', properties: { number: found } });
    }
    for (;;) {
      request.onAttempt?.();
      writes += 1;
      expect(request.repeatable).toBe(false);
      const settled = await request.settle!(BROKEN);
      if (settled !== null) return settled.value;
    }
  };
  return { gateway: { paths: apiPaths('2026-09'), call } as unknown as HubSpotGateway, writes: () => writes };
}

describe('a change of a property whose answer is lost', () => {
  it('F19 is looked up and counts as done when the value is there', async () => {
    const { gateway, writes } = lossy(['old', 'new']);

    expect(await setProperty(gateway, AT, CHANGE)).toBe('set');
    expect(writes()).toBe(1);
  });

  it('F19 is sent again only while the old value is still there', async () => {
    const { gateway, writes } = lossy(['old', 'old', 'new']);

    expect(await setProperty(gateway, AT, CHANGE)).toBe('set');
    expect(writes()).toBe(2);
  });

  it.each(['third', 'broken', 'merged'] as const)('F19 is told as unconfirmed, and not sent again, when a look finds it %s', async (look) => {
    const { gateway, writes } = lossy(['old', look]);

    await expect(setProperty(gateway, AT, CHANGE)).rejects.toMatchObject({ code: 'hubspot.unavailable', retry: 'never', userMessage: 'HubSpot broke off before it confirmed.' });
    expect(writes()).toBe(1);
  });

  it.each([['third', 'property.changed'], ['merged', 'hubspot.not_found']] as const)('is not begun when the record was found %s', async (look, code) => {
    const { gateway, writes } = lossy([look]);

    await expect(setProperty(gateway, AT, CHANGE)).rejects.toMatchObject({ code });
    expect(writes()).toBe(0);
  });
});
