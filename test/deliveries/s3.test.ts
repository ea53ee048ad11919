import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import S3rver from 's3rver';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DestinationSettings } from '#contract';
import { startScriptedS3 } from '../files/scripted-s3.ts';
import { ROWS, startDeliveryWorld } from '../support/delivery-world.ts';
import type { DeliveryWorld } from '../support/delivery-world.ts';
import { expectedNumbers } from '../support/numbers-source.ts';

let world: DeliveryWorld;
let server: S3rver;
let directory: string;
let client: S3Client;
let endpoint: string;
beforeAll(async () => {
  world = await startDeliveryWorld();
  directory = await mkdtemp(join(tmpdir(), 's3rver-'));
  server = new S3rver({ port: 0, address: '127.0.0.1', silent: true, directory, configureBuckets: [{ name: 'warehouse' }] });
  endpoint = `http://127.0.0.1:${(await server.run()).port}`;
  client = new S3Client({ region: 'us-east-1', endpoint, forcePathStyle: true, credentials: { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' } });
});
afterAll(async () => {
  client?.destroy();
  await server?.close();
  await rm(directory, { recursive: true, force: true });
  await world?.test.close();
});

const settings = (change: Partial<Extract<DestinationSettings, { kind: 's3' }>> = {}): DestinationSettings =>
  ({ kind: 's3', bucket: 'warehouse', region: 'us-east-1', endpoint, pathStyle: true, folder: 'from/siderail', accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER', ...change });

describe('an export sent to a bucket', () => {
  it('lies there whole with its checksum, once, however often it is sent (N2)', async () => {
    const { id } = await world.add(settings());
    const jobId = await world.exportTo(id);
    const delivery = await world.tryOut(jobId);
    await world.resend(jobId, id);
    expect(await world.tryOut(jobId)).toMatchObject({ state: 'sent', receipt: delivery.receipt });

    const { Contents } = await client.send(new ListObjectsV2Command({ Bucket: 'warehouse' }));
    const keys = (Contents ?? []).map(({ Key }) => Key);
    expect(keys).toEqual([delivery.receipt!.replace('s3://warehouse/', '')]);
    const object = await client.send(new GetObjectCommand({ Bucket: 'warehouse', Key: keys[0] }));
    expect(await object.Body!.transformToByteArray()).toEqual(new Uint8Array(Buffer.from(expectedNumbers(ROWS))));
  });

  it.each([
    ['no such bucket', { bucket: 'nowhere' }, 'There is no such bucket.'],
    ['keys that are not known', { accessKeyId: 'NOBODY' }, 'The bucket does not let us in. Check the keys and what they may do.'],
  ])('is given up at once with %s, and says so', async (_what, change, reason) => {
    const jobId = await world.exportTo((await world.add(settings(change))).id);

    expect(await world.tried(jobId)).toMatchObject({ state: 'failed', attempts: 1, reason });
  });

  it('is tried again when the bucket fails, and given up with the reason when it goes on failing', async () => {
    const s3 = await startScriptedS3();
    s3.script = (call) => (call === 'HeadObject' ? { status: 404, code: 'NotFound' } : { status: 500, code: 'InternalError' });
    const address = new URL(new URL(s3.location).searchParams.get('endpoint')!).origin;
    const jobId = await world.exportTo((await world.add(settings({ bucket: 'scripted', endpoint: address }))).id);

    expect(await world.tryOut(jobId)).toMatchObject({ state: 'failed', attempts: 6, reason: 'The bucket has a problem (500).' });
    await s3.close();
  });

  it('is not called sent because the bucket said yes: what it shows is compared', async () => {
    const s3 = await startScriptedS3();
    s3.script = (call) => (call === 'HeadObject' ? { status: 404, code: 'NotFound' } : undefined);
    const address = new URL(new URL(s3.location).searchParams.get('endpoint')!).origin;
    const jobId = await world.exportTo((await world.add(settings({ bucket: 'scripted', endpoint: address }))).id);

    expect(await world.tried(jobId)).toMatchObject({ state: 'pending', reason: 'The bucket took the file and does not show it whole.' });
    await s3.close();
  });

  it('does not go to addresses inside (T34)', async () => {
    for (const inside of ['http://10.0.0.7:9000', 'https://169.254.169.254', 'http://192.168.7.7:9000']) {
      const jobId = await world.exportTo((await world.add(settings({ endpoint: inside }))).id);
      expect(await world.tried(jobId), inside).toMatchObject({ state: 'pending', reason: 'Nobody answers at this address.' });
    }
  });

  it.each(['../other', 'a/../../b', 'a\\b', 'a\nb'])('takes no folder that leads elsewhere: %j (T48)', async (folder) => {
    const { reply } = await world.test.call('add-destination', { name: 'Odd', settings: settings({ folder }) });
    expect(reply).toMatchObject({ ok: false, error: { code: 'request.invalid' } });
  });
});
