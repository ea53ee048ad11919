import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DestinationSettings } from '#contract';
import { ROWS, startDeliveryWorld } from '../support/delivery-world.ts';
import type { DeliveryWorld } from '../support/delivery-world.ts';
import { expectedNumbers } from '../support/numbers-source.ts';
import { startSftpServer } from '../support/sftp-server.ts';
import type { SftpServer } from '../support/sftp-server.ts';

let world: DeliveryWorld;
let server: SftpServer;
beforeAll(async () => { world = await startDeliveryWorld(); });
afterAll(async () => world?.test.close());
beforeEach(async () => { server = await startSftpServer(); });
afterEach(async () => server?.close());

const settings = (change: Partial<Extract<DestinationSettings, { kind: 'sftp' }>> = {}): DestinationSettings =>
  ({ kind: 'sftp', host: '127.0.0.1', port: server.port, user: 'exports', password: 'secret', hostKey: server.hostKey, folder: '', ...change });

describe('an export sent to an SFTP server', () => {
  it('lies there whole under its own name, and nothing else does (N2, S2.7)', async () => {
    const jobId = await world.exportTo((await world.add(settings())).id);

    const delivery = await world.tryOut(jobId);

    expect(delivery).toMatchObject({ state: 'sent', attempts: 1, reason: null });
    expect(server.names()).toEqual([delivery.receipt]);
    expect(server.read(delivery.receipt!)).toBe(expectedNumbers(ROWS));
  });

  it('never shows half of it under its name when the line breaks, and is whole after the next try', async () => {
    let writes = 0;
    server.beforeWrite = (connection) => {
      writes += 1;
      if (writes === 1) connection.end();
      return writes === 1 ? 'nothing' : undefined;
    };
    const jobId = await world.exportTo((await world.add(settings())).id);

    expect(await world.tried(jobId)).toMatchObject({ state: 'pending', attempts: 1 });
    expect(server.names().filter((name) => !name.endsWith('.part'))).toEqual([]);
    const delivery = await world.tryOut(jobId);

    expect(delivery).toMatchObject({ state: 'sent', attempts: 2 });
    expect(server.names()).toEqual([delivery.receipt]);
    expect(server.read(delivery.receipt!)).toBe(expectedNumbers(ROWS));
  });

  it('is given up with the reason after the tries, and can then be sent again without a new export', async () => {
    server.beforeWrite = () => 4;
    const { id } = await world.add(settings());
    const jobId = await world.exportTo(id);

    expect(await world.tryOut(jobId)).toMatchObject({ state: 'failed', attempts: 6, reason: 'The server broke off or is full.' });
    server.beforeWrite = () => undefined;
    await world.resend(jobId, id);

    expect(await world.tryOut(jobId)).toMatchObject({ state: 'sent', attempts: 1 });
    expect((await world.test.ask('list-deliveries', { jobId })).deliveries.map(({ state }) => state)).toEqual(['failed', 'sent']);
  });

  it('is written once however often it is sent, and a changed one is put right', async () => {
    const { id } = await world.add(settings());
    const jobId = await world.exportTo(id);
    const { receipt } = await world.tryOut(jobId);
    let writes = 0;
    server.beforeWrite = () => { writes += 1; return undefined; };

    await world.resend(jobId, id);
    expect(await world.tryOut(jobId)).toMatchObject({ state: 'sent', receipt });

    expect(writes).toBe(0);
    expect(server.names()).toEqual([receipt]);
  });

  it('sends no password and no file to a server with another key than the pinned one', async () => {
    const other = await startSftpServer();
    try {
      const jobId = await world.exportTo((await world.add(settings({ hostKey: other.hostKey }))).id);

      expect(await world.tried(jobId)).toMatchObject({ state: 'failed', attempts: 1, reason: 'The server has another key than the one that was entered. Nothing was sent.' });
      expect(server.logins).toEqual([]);
      expect(server.names()).toEqual([]);
    } finally {
      await other.close();
    }
  });

  it.each([
    ['a wrong password', { password: 'wrong' }, 'The server does not let us in. Check user and password or key.'],
    ['a folder that may not be written', { folder: 'forbidden' }, 'The server does not let us write into this folder.'],
    ['no such folder', { folder: 'nowhere' }, 'There is no such folder on the server.'],
    ['a key nobody can read', { password: undefined, privateKey: 'no key' }, 'The private key cannot be read. It must be without a passphrase.'],
  ])('is given up at once with %s, and says so', async (_what, change, reason) => {
    const { password, ...rest } = { ...settings(), ...change } as Extract<DestinationSettings, { kind: 'sftp' }>;
    const jobId = await world.exportTo((await world.add({ ...rest, ...(password === undefined ? {} : { password }) })).id);

    expect(await world.tried(jobId)).toMatchObject({ state: 'failed', attempts: 1, reason });
  });

  it('can be tested before it is used, and leaves nothing behind', async () => {
    const { id } = await world.add(settings());

    expect(await world.test.ask('test-destination', { destinationId: id })).toMatchObject({ works: true });
    expect(server.names()).toEqual([]);
  });
});
