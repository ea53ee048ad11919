import { AppError } from '../../src/core/errors/index.ts';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { fileKey, openFileStore } from '../../src/files/index.ts';
import { fine, wrong, type Finding } from './finding.ts';

const GIGABYTE = 1_000_000_000;
/** Below a portal that cannot exist; HubSpot's ids are longer. */
const PROBE = fileKey(PortalId.parse('1'), 'doctor', 'probe');

/** The file store: takes a file, gives it back, forgets it, and has room. */
export async function checkFiles(location: string, leastFreeGigabytes: number): Promise<readonly Finding[]> {
  const what = 'File store writable';
  try {
    const store = await openFileStore(location);
    const sent = Buffer.from(`doctor ${location.length}`);
    await store.put(PROBE, sent, { signal: AbortSignal.timeout(15_000) });
    const { body } = await store.get(PROBE);
    const back = Buffer.concat((await body.toArray()) as Buffer[]);
    await store.delete(PROBE);
    if (!back.equals(sent)) return [wrong(what, 'A file came back different from what was stored', 'Check the disk or the bucket behind FILE_STORE')];
    return [fine(what), room(await store.freeBytes(), leastFreeGigabytes)];
  } catch (thrown) {
    const cause = thrown instanceof AppError || thrown instanceof Error ? thrown.message : 'It does not answer';
    return [wrong(what, cause, location.startsWith('s3://') ? 'Check bucket, region, endpoint and credentials of FILE_STORE' : 'Make the folder of FILE_STORE and give it to the user this runs as: mkdir -p, chown')];
  }
}

function room(free: number | null, least: number): Finding {
  const what = 'File store room';
  if (free === null) return fine(what, 'a bucket does not say');
  const gigabytes = free / GIGABYTE;
  return gigabytes < least
    ? wrong(what, `${gigabytes.toFixed(1)} GB are free and MIN_FREE_GB is ${least}: exports wait`, 'Make room, or lower MIN_FREE_GB')
    : fine(what, `${gigabytes.toFixed(0)} GB free`);
}
