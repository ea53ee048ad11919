import { Agent as PlainAgent } from 'node:http';
import { Agent as TlsAgent } from 'node:https';
import type { S3Client } from '@aws-sdk/client-s3';
import type { Context } from '../../context/index.ts';
import { checkAddress, pinnedLookup } from '../../core/net/index.ts';
import { defineKind } from '../define-kind.ts';
import type { Outcome, Parcel, Sending } from '../define-kind.ts';
import { nameAtDestination } from '../name-at-destination.ts';
import { judgeS3 } from './judge-s3.ts';
import { openParcel } from './open-parcel.ts';

const PART_BYTES = 8 * 1024 * 1024;
const MINUTE = 60_000;
const SHA256 = 'siderail-sha256';

/**
 * An object in a customer's bucket, under a name of its own, so that a second sending replaces the same bytes by the
 * same bytes. It is there when it is whole; its SHA-256 stands in its metadata and its length is read back.
 */
export const s3Kind = defineKind({
  kind: 's3',
  repeatable: true,
  waits: [5_000, MINUTE, 5 * MINUTE, 30 * MINUTE, 120 * MINUTE],
  scopes: [],
  send: (context, sending, parcel) => withClient(context, sending, (client) => putParcel(context, client, sending, parcel)),
  test: (context, sending) => withClient(context, sending, async (client) => {
    const { PutObjectCommand } = await import('@aws-sdk/client-s3');
    const Key = keyOf(sending.settings.folder, 'siderail-test.txt');
    await client.send(new PutObjectCommand({ Bucket: sending.settings.bucket, Key, Body: 'Siderail can write here.\n' }), { abortSignal: sending.signal });
    return { state: 'sent', receipt: Key };
  }),
});

async function putParcel(context: Context, client: S3Client, { settings, signal }: Sending<'s3'>, parcel: Parcel): Promise<Outcome> {
  const place = { Bucket: settings.bucket, Key: keyOf(settings.folder, nameAtDestination(parcel.fileName, parcel.jobId)) };
  const receipt = `s3://${place.Bucket}/${place.Key}`;
  if (await isThere(client, place, parcel, signal)) return { state: 'sent', receipt };
  const body = await openParcel(context, parcel, signal);
  const { Upload } = await import('@aws-sdk/lib-storage');
  const upload = new Upload({ client, params: { ...place, Body: body, Metadata: { [SHA256]: parcel.sha256 } }, partSize: PART_BYTES, queueSize: 2 });
  // An abort fails the body; the upload then takes its parts back before it rejects.
  await upload.done();
  if (await isThere(client, place, parcel, signal)) return { state: 'sent', receipt };
  return { state: 'not_sent', reason: 'The bucket took the file and does not show it whole.' };
}

async function isThere(client: S3Client, place: { Bucket: string; Key: string }, parcel: Parcel, abortSignal: AbortSignal): Promise<boolean> {
  const { HeadObjectCommand } = await import('@aws-sdk/client-s3');
  try {
    const found = await client.send(new HeadObjectCommand(place), { abortSignal });
    return found.ContentLength === parcel.bytes && found.Metadata?.[SHA256] === parcel.sha256;
  } catch (thrown) {
    const status = (thrown as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
    if (status === 404) return false;
    throw thrown;
  }
}

function keyOf(folder: string, name: string): string {
  const prefix = folder.replace(/^\/|\/$/g, '');
  return prefix === '' ? name : `${prefix}/${name}`;
}

async function withClient(context: Context, { settings, signal }: Sending<'s3'>, work: (client: S3Client) => Promise<Outcome>): Promise<Outcome> {
  const endpoint = new URL(settings.endpoint ?? `https://s3.${settings.region}.amazonaws.com`);
  let port;
  try {
    ({ port } = await checkAddress(endpoint, context.resolveHost));
  } catch {
    return { state: 'not_sent', reason: 'Nobody answers at this address.' };
  }
  const { bucketSilenceMs: silenceMs } = context.settings;
  const lookup = pinnedLookup(context.resolveHost, port);
  // The AWS SDK takes some megabytes of memory: loaded only where it is used.
  const { S3Client } = await import('@aws-sdk/client-s3');
  const client = new S3Client({
    region: settings.region, forcePathStyle: settings.pathStyle === true, followRegionRedirects: false, maxAttempts: 2,
    ...(settings.endpoint !== undefined && { endpoint: settings.endpoint }),
    credentials: { accessKeyId: settings.accessKeyId, secretAccessKey: settings.secretAccessKey },
    requestHandler: { httpAgent: new PlainAgent({ lookup }), httpsAgent: new TlsAgent({ lookup }), connectionTimeout: 5_000, socketTimeout: silenceMs, requestTimeout: silenceMs, throwOnRequestTimeout: true },
  });
  try {
    return await work(client);
  } catch (thrown) {
    signal.throwIfAborted();
    return judgeS3(thrown);
  } finally {
    client.destroy();
  }
}
