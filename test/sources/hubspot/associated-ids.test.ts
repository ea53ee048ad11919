import { expect, it } from 'vitest';
import { AppError } from '../../../src/core/errors/index.ts';
import { associatedIds } from '../../../src/sources/hubspot/associated-ids.ts';
import type { HubSpotQuery } from '../../../src/sources/hubspot/hubspot-query.ts';

it('a reading of associations is shared by whoever asks of one click, and one that failed is made again', async () => {
  let calls = 0;
  const gateway = {
    paths: { associationsBatchRead: () => '/associations' },
    async call() {
      calls += 1;
      if (calls === 1) throw new AppError('hubspot.unavailable');
      return { results: [{ from: { id: '5' }, to: [{ toObjectId: '12' }, { toObjectId: '7' }] }] };
    },
  };
  const query = { gateway, at: { portalId: '1' }, source: { record: { objectTypeId: '0-2', objectId: '5' } }, type: { objectTypeId: '0-1' } } as unknown as HubSpotQuery;

  const failed = await Promise.allSettled([associatedIds(query), associatedIds(query)]);
  expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(calls).toBe(1);

  expect(await Promise.all([associatedIds(query), associatedIds(query)])).toEqual([['7', '12'], ['7', '12']]);
  expect(calls).toBe(2);
});
