import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { startDeliveryWorld } from '../support/delivery-world.ts';

/** Production's own limit in `npm run chaos -- silent-bucket`, one try of a minute; else a short one, and all tries. */
const FULL = process.env['CHAOS_KILLS'] !== undefined;
const SILENCE_MS = FULL ? 30_000 : 250;

it(`a bucket that takes every connection and never answers is given up after two waits of ${SILENCE_MS / 1_000} s, holds no connection afterwards, and its person is told (F48, N2)`, async () => {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    // Reads on, or it would never hear that the other side hung up.
    socket.resume();
    socket.on('error', () => undefined).on('close', () => open.delete(socket));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const world = await startDeliveryWorld(FULL ? {} : { settings: { bucketSilenceMs: SILENCE_MS } });
  try {
    const { port } = server.address() as AddressInfo;
    const { id } = await world.add({ kind: 's3', bucket: 'warehouse', region: 'us-east-1', endpoint: `http://127.0.0.1:${port}`, pathStyle: true, folder: '', accessKeyId: 'NOBODY', secretAccessKey: 'NOTHING' });
    const began = Date.now();
    const jobId = await world.exportTo(id);
    const first = await eventually(async () => {
      const delivery = await world.tried(jobId);
      return delivery.attempts > 0 ? delivery : null;
    }, 2 * SILENCE_MS + 60_000);
    const waited = Date.now() - began;

    expect(waited).toBeGreaterThanOrEqual(2 * SILENCE_MS);
    expect(first).toMatchObject({ state: 'pending', attempts: 1, receipt: null, nextAt: expect.any(String), reason: expect.stringMatching(/answer/) });
    await eventually(() => open.size === 0);
    // The file itself is there for its person, whatever the bucket does.
    expect((await world.test.ask('get-job', { jobId })).job.state).toBe('ready');
    if (FULL) {
      console.log(`given up after ${Math.round(waited / 1_000)} s`);
      return;
    }
    const last = await world.tryOut(jobId);
    expect(last).toMatchObject({ state: 'failed', receipt: null, reason: expect.stringMatching(/answer/) });
  } finally {
    await world.test.close();
    for (const socket of open) socket.destroy();
    server.close();
  }
}, FULL ? 600_000 : 90_000);
