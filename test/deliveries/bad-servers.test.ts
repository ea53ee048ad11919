import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import S3rver from 's3rver';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DestinationSettings } from '#contract';
import { startDeliveryWorld } from '../support/delivery-world.ts';
import type { DeliveryWorld } from '../support/delivery-world.ts';
import { startFaultProxy } from '../support/fault-proxy.ts';
import type { FaultProxy, LineFault } from '../support/fault-proxy.ts';
import { startSftpServer } from '../support/sftp-server.ts';
import type { SftpServer } from '../support/sftp-server.ts';

let world: DeliveryWorld;
let [sftp, s3]: [SftpServer | undefined, S3rver | undefined] = [undefined, undefined];
let directory: string;
let client: S3Client;
const lines: { [Kind in 's3' | 'sftp']?: FaultProxy } = {};
beforeAll(async () => {
  // Production's half minute is waited for by `npm run chaos -- silent-bucket`.
  world = await startDeliveryWorld({ settings: { bucketSilenceMs: 700 } });
  sftp = await startSftpServer();
  directory = await mkdtemp(join(tmpdir(), 's3rver-'));
  s3 = new S3rver({ port: 0, address: '127.0.0.1', silent: true, directory, configureBuckets: [{ name: 'warehouse' }] });
  const { port } = await s3.run();
  client = new S3Client({ region: 'us-east-1', endpoint: `http://127.0.0.1:${port}`, forcePathStyle: true, credentials: { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' } });
  lines.s3 = await startFaultProxy(port);
  lines.sftp = await startFaultProxy(sftp.port);
});
afterAll(async () => {
  client?.destroy();
  for (const line of Object.values(lines)) await line.close();
  await sftp?.close();
  await s3?.close();
  await world?.test.close();
  await rm(directory, { recursive: true, force: true });
});

function settings(kind: 's3' | 'sftp'): DestinationSettings {
  const { port } = lines[kind]!;
  if (kind === 's3') return { kind, bucket: 'warehouse', region: 'us-east-1', endpoint: `http://127.0.0.1:${port}`, pathStyle: true, folder: '', accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' };
  return { kind, host: '127.0.0.1', port, user: 'exports', password: 'secret', hostKey: sftp!.hostKey, folder: '' };
}

async function names(kind: 's3' | 'sftp'): Promise<string[]> {
  if (kind === 'sftp') return sftp!.names().filter((name) => !name.endsWith('.part'));
  return ((await client.send(new ListObjectsV2Command({ Bucket: 'warehouse' }))).Contents ?? []).map(({ Key }) => Key!);
}

const FAULTS: readonly (readonly ['s3' | 'sftp', string, LineFault])[] = [
  ['s3', 'refuses', { kind: 'down' }],
  ['s3', 'resets', { kind: 'reset' }],
  ['s3', 'takes the request and drops the line within its answer', { kind: 'limit', bytes: 20 }],
  ['s3', 'takes the connection and says nothing', { kind: 'half-open' }],
  ['sftp', 'refuses', { kind: 'down' }],
  ['sftp', 'resets', { kind: 'reset' }],
  ['sftp', 'lets us in and drops the line', { kind: 'limit', bytes: 1_500 }],
  ['sftp', 'takes the connection and says nothing', { kind: 'half-open' }],
];

describe('an export sent to a server that', () => {
  it.each(FAULTS)('%s: %s, is tried again, and lies there once when the line is good (F48)', async (kind, _how, fault) => {
    const before = new Set(await names(kind));
    const { id } = await world.add(settings(kind));
    await lines[kind]!.suffer(fault);
    const jobId = await world.exportTo(id);

    const first = await world.tried(jobId);
    expect(first).toMatchObject({ state: 'pending', receipt: null });
    expect(first.reason).toMatch(/answer|broke off/);
    expect((await names(kind)).filter((name) => !before.has(name))).toEqual([]);
    await lines[kind]!.suffer({ kind: 'none' });
    const last = await world.tryOut(jobId);

    expect(last).toMatchObject({ state: 'sent' });
    expect((await names(kind)).filter((name) => !before.has(name))).toHaveLength(1);
  }, 150_000);
});
