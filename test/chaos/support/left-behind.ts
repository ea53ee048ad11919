import { PortalId } from '../../../src/core/ids/portal-id.ts';
import { expireFileJob } from '../../../src/exports/index.ts';
import { filePrefix } from '../../../src/files/index.ts';
import type { ChaosWorld, StartedExport } from './chaos-world.ts';

/**
 * Lets the sweeps come that follow every export minutes later, as they stand in the queue: of temporary files (the
 * tests' S3 server cannot list unfinished uploads), and of what workers left that died or woke too late. Throws when
 * none is in the queue.
 */
export async function sweepNow({ test }: ChaosWorld, started: readonly StartedExport[]): Promise<void> {
  const { context } = test.app;
  if (!test.environment['FILE_STORE']!.startsWith('s3:')) await context.files.sweepTemporary(0, Date.now() + 1_000);
  const { rows } = await context.database.pool.query<{ jobId: string }>(
    `select distinct data->>'jobId' as "jobId" from pgboss.job where name = $1 and start_after < now() + interval '1 hour'`, [expireFileJob.queue],
  );
  const coming = new Set(rows.map(({ jobId }) => jobId));
  for (const { jobId, kind } of started) {
    if (!coming.has(jobId)) throw new Error(`nobody will sweep behind ${jobId}`);
    await expireFileJob.run(context, { portalId: PortalId.parse(kind.caller.portalId), jobId }, AbortSignal.timeout(60_000));
  }
}

/** What the file store holds for these exports besides their files. */
export async function leftBehind({ test }: ChaosWorld, started: readonly StartedExport[]): Promise<string[]> {
  const { database, files } = test.app.context;
  const left: string[] = [];
  for (const { jobId, kind } of started) {
    const portalId = PortalId.parse(kind.caller.portalId);
    const kept = await database.inPortal(portalId, (tx) => tx.$queryRaw<{ file_key: string }[]>`select file_key from artifacts where job_id = ${jobId}::uuid and deleted_at is null`);
    for await (const file of files.list(filePrefix(portalId, 'exports', jobId))) if (file.key !== kept[0]?.file_key) left.push(file.key);
  }
  return left;
}
