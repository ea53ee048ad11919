import { expect, it } from 'vitest';
import { readSignedRequest } from '../../server/middleware/read-signed-request.ts';
import { CALLER, genuine, hostileRequests } from './support/hostile-requests.ts';
import { meet, server } from './support/meet-request.ts';


it('takes the requests that the hostile ones are made of (G9)', () => {
  const { caller, body } = readSignedRequest(server, { ...genuine('/ui/list-jobs', '{"a":1}'), headers: { ...genuine('/ui/list-jobs', '{"a":1}').headers } });

  expect(caller).toEqual(CALLER);
  expect(body).toEqual({ a: 1 });
});

it('takes none of 100,000 requests that HubSpot did not sign, and breaks at none (T1, T4, G9)', { timeout: 120_000 }, () => {
  const taken: string[] = [];
  let met = 0;
  for (const arrival of hostileRequests(9, 100_000)) {
    if (meet(arrival) === 'taken') taken.push(JSON.stringify(arrival));
    met += 1;
  }

  expect(met).toBe(100_000);
  expect(taken).toEqual([]);
});

it('takes one split between address and body of 1,000 signed requests: the one that was signed (T6)', { timeout: 120_000 }, () => {
  let met = 0;
  for (let made = 0; made < 1_000; made += 1) {
    const body = JSON.stringify({ jobId: String(made) });
    const good = genuine(`/ui/${['list-jobs', 'get-job'][made % 2]!}`, body);
    const whole = good.originalUrl.replaceAll('%40', '@') + body;
    const taken: number[] = [];
    for (let cut = 1 + (made % 3); cut <= whole.length; cut += 3) {
      if (meet({ ...good, originalUrl: whole.slice(0, cut), body: Buffer.from(whole.slice(cut)) }) === 'taken') taken.push(cut);
      met += 1;
    }
    const right = whole.length - body.length;
    expect(taken).toEqual((right - 1 - (made % 3)) % 3 === 0 ? [right] : []);
  }
  expect(met).toBeGreaterThan(30_000);
});
