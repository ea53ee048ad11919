import { pino } from 'pino';
import { expect, it } from 'vitest';
import { openDatabase } from '../../src/core/db/index.ts';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { endJob, workLine } from '../../src/jobs/index.ts';
import { eventually } from '../support/eventually.ts';
import { createTestDatabase } from '../support/test-database.ts';

const portalId = PortalId.parse('4711001');

it('a job whose own process never starts is told to the operator and put aside after some minutes, instead of being taken up for ever (T66, I6)', async () => {
  const home = await createTestDatabase();
  const database = openDatabase({ url: home.url, max: 4, silentMs: 10_000, onError: () => undefined });
  const told: string[] = [];
  const log = pino({ level: 'error' }, { write: (line: string) => void told.push(line) });
  const aside: string[] = [];
  let starts = 0;
  await database.inPortal(portalId, (tx) => tx.$executeRaw`
    insert into jobs (id, portal_id, kind, state, lane, phase, title, user_id, user_email, request_id, request_sha256, attempts, deaths)
    values (gen_random_uuid(), ${BigInt(portalId)}, 'export', 'queued', 'background', 'planning', 'Numbers', '501', 'sam@acme.example', 'request', '', 17, 2)`);
  const worker = workLine({ database, log }, [{
    kind: 'export',
    run: () => Promise.reject(new Error('it must not run here')),
    async putAside(_context, job, how) {
      aside.push(how);
      await database.inPortal(portalId, (tx) => endJob(tx, job.id, 'failed', Date.now(), null));
    },
  }], {
    slots: 2, portalCap: 4, leaseSeconds: 1,
    runAlone: () => {
      starts += 1;
      return Promise.resolve({ end: 'never-began' });
    },
  });
  try {
    await eventually(() => aside.length > 0);

    expect([aside, starts]).toEqual([['no process for it started'], 3]);
    expect(told.filter((line) => line.includes('a process for one job did not start'))).toHaveLength(3);
  } finally {
    await worker.stop(1_000);
    await database.close();
    await home.drop();
  }
});
