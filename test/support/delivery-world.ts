import { randomUUID } from 'node:crypto';
import type { Delivery, DestinationSettings } from '#contract';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { deliverJob } from '../../src/deliveries/index.ts';
import { eventually } from './eventually.ts';
import { exportRequest, jobIn, startNumbersApp } from './numbers-app.ts';
import { numbersSource } from './numbers-source.ts';
import { SAM } from './start-test-app.ts';
import type { TestApp, TestAppOptions } from './start-test-app.ts';

export const ROWS = 1_500;

export type DeliveryWorld = {
  readonly test: TestApp;
  /** Adds a destination as the admin. */
  add(settings: DestinationSettings, name?: string): Promise<{ id: string; secret: string | null }>;
  /** Exports to the destinations and gives the finished job's id. */
  exportTo(...destinationIds: string[]): Promise<string>;
  /** The job's only or newest delivery, once its first try is over. */
  tried(jobId: string): Promise<Delivery>;
  /** Makes the next try now, whatever the wait; gives what became of it. */
  tryNow(jobId: string): Promise<Delivery>;
  /** Tries until nothing more is tried. */
  tryOut(jobId: string): Promise<Delivery>;
  resend(jobId: string, destinationId: string, requestId?: string): Promise<Delivery>;
};

/** The server over a table of 1,500 numbers, which Sam, its admin, sends to places. */
export async function startDeliveryWorld(options: Omit<TestAppOptions, 'overrides'> = {}): Promise<DeliveryWorld> {
  const test = await startNumbersApp(numbersSource({ rows: ROWS, parts: 1, batch: 500 }), options);
  const newest = async (jobId: string): Promise<Delivery> => (await test.ask('list-deliveries', { jobId })).deliveries.at(-1)!;
  const tried = (jobId: string): Promise<Delivery> => eventually(async () => {
    const delivery = await newest(jobId);
    return delivery.state === 'sending' || delivery.state === 'waiting' || (delivery.state === 'pending' && delivery.nextAt === null) ? null : delivery;
  });

  async function tryNow(jobId: string): Promise<Delivery> {
    const { id, attempts, state } = await tried(jobId);
    const tryIt = (): Promise<void> => deliverJob.run(test.app.context, { portalId: PortalId.parse(SAM.portalId), deliveryId: id }, AbortSignal.timeout(60_000));
    if (state !== 'pending') {
      await tryIt();
      return tried(jobId);
    }
    // Whoever takes the waiting job out of the queue does the try: this test or, when its time has come meanwhile, the worker.
    const { rowCount } = await test.app.context.database.pool.query(
      `delete from pgboss.job where name = $1 and data->>'deliveryId' = $2 and state in ('created', 'retry')`, [deliverJob.queue, id]);
    if (rowCount === 1) await tryIt();
    return eventually(async () => {
      const delivery = await tried(jobId);
      return delivery.attempts > attempts ? delivery : null;
    });
  }

  return {
    test, tried, tryNow,
    async add(settings, name = `Place ${randomUUID().slice(0, 8)}`) {
      const { destination, secret } = await test.ask('add-destination', { name, settings });
      return { id: destination.id, secret };
    },
    async exportTo(...destinationIds) {
      const { job } = await test.ask('start-export', { ...exportRequest(), deliverTo: destinationIds });
      await jobIn(test, job.id, 'ready');
      return job.id;
    },
    async tryOut(jobId) {
      let last = await tried(jobId);
      while (last.state === 'pending') last = await tryNow(jobId);
      return last;
    },
    resend: async (jobId, destinationId, requestId = randomUUID()) => (await test.ask('resend-delivery', { requestId, jobId, destinationId })).delivery,
  };
}
