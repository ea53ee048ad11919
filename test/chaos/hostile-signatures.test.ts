import { expect, it } from 'vitest';
import { hostileRequests } from '../access/support/hostile-requests.ts';
import { meet } from '../access/support/meet-request.ts';
import { CHAOS_SEED } from './support/chaos-seed.ts';

/** A million at the usual 1,000 kills. */
const COUNT = 1_000 * Number(process.env['CHAOS_KILLS'] ?? 10);

it(`none of ${COUNT.toLocaleString('en-US')} requests that HubSpot did not sign is taken, and none breaks the check (T1, G9)`, { timeout: 600_000 }, () => {
  console.log(`CHAOS_SEED=${CHAOS_SEED} CHAOS_KILLS=${COUNT / 1_000}`);
  const taken: string[] = [];
  for (const arrival of hostileRequests(CHAOS_SEED, COUNT)) {
    if (meet(arrival) === 'taken') taken.push(JSON.stringify(arrival));
  }
  expect(taken).toEqual([]);
});
