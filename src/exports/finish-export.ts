import type { OpenTable } from '../connections/index.ts';
import { writeAudit } from '../audit/index.ts';
import type { Context } from '../context/index.ts';
import { sendOff } from '../deliveries/index.ts';
import { fileKey } from '../files/index.ts';
import { endJob, updateJob } from '../jobs/index.ts';
import { announce } from '../notices/index.ts';
import { accountOf, fileDays } from '../policies/index.ts';
import { certify } from './certificate.ts';
import { learnFromExport } from './estimates/learn-from-export.ts';
import { sweepLater } from './expire-file.job.ts';
import { insertArtifact, listChunks } from './exports.store.ts';
import { fileName } from './file-name.ts';
import { formatOf } from './formats/format-of.ts';
import { lookAtColumns } from './look-at-columns.ts';
import { listTallies } from './recheck/recheck.store.ts';
import { keepLeftOut } from './repair/left-out.store.ts';
import { countRepaired } from './repair/repair-rows.store.ts';
import { renderFile } from './render-file.ts';
import type { PartialFile } from './partial/describe-partial.ts';
import type { ExportRun } from './export-run.ts';
import type { NewChunk, StoredExport } from './exports.store.ts';
import type { JoinedFile } from './join-while-reading.ts';

/** How often a waiting job looks whether it was cancelled. */
const LOOK_MS = 1_000;
const DAY_MS = 86_400_000;

/**
 * Renders the chunks, publishes the file and ends the job. File, certificate, end state and notices become visible
 * together: nobody is told of a file that is not there, and no file is there that nobody was told of.
 */
export async function finishExport(context: Context, run: ExportRun, planned: StoredExport, tables: readonly OpenTable[], partial: PartialFile | null = null): Promise<void> {
  const turn = formatOf(planned.format, planned.options).ownProcess ? await waitForTurn(context, run) : null;
  try {
    await renderAndEnd(context, run, planned, tables, partial);
  } finally {
    turn?.();
  }
}

/** The lease is held meanwhile; a cancel, which only a write hears of, ends the wait. */
async function waitForTurn(context: Context, run: ExportRun): Promise<() => void> {
  const stopped = new AbortController();
  const say = (): Promise<void> => run.lease.write((tx) => updateJob(tx, run.jobId, { phase: 'waiting' }));
  let timer: NodeJS.Timeout | undefined;
  try {
    return await context.renderTurns.take(AbortSignal.any([run.signal, stopped.signal]), async () => {
      await say();
      timer = setInterval(() => void say().catch((thrown: unknown) => stopped.abort(thrown)), LOOK_MS);
    });
  } finally {
    clearInterval(timer);
  }
}

async function renderAndEnd(context: Context, run: ExportRun, planned: StoredExport, tables: readonly OpenTable[], partial: PartialFile | null): Promise<void> {
  await run.lease.write((tx) => updateJob(tx, run.jobId, { phase: 'rendering' }));
  run.at('render-started');
  const [chunks, tallies, repaired] = await context.database.inPortal(run.portalId, async (tx) => [
    await listChunks(tx, run.jobId), await listTallies(tx, run.jobId), planned.repair === null ? null : await countRepaired(tx, run.jobId),
  ] as const);
  run.at('chunks-listed');
  // Beside the rendering: nobody waits for it.
  const looking = partial === null ? lookAtColumns(tables) : Promise.resolve([]);
  looking.catch(ignore);
  const { extension } = formatOf(planned.format, planned.options);
  const { key, stored, summary } = (await run.joining?.complete(chunks)) ?? (await renderAndStore(context, run, planned, chunks));
  run.at('file-stored');

  const changes = await looking;
  const finishedAt = context.now();
  const name = fileName(run.title, planned.asOf!.getTime(), extension, partial !== null);
  const { rows: written, cells, facts } = summary();
  const certificate = certify({
    jobId: run.jobId, portalId: run.portalId, title: run.title, export: planned, chunks, written, cells, finishedAt,
    file: { ...facts, name, bytes: stored.bytes, sha256: stored.sha256 }, partial, repaired, tallies, changes,
  });
  const lesson = await learnFromExport(context, run, planned, tables, chunks);
  const ended = await run.lease.write(async (tx) => {
    const keptMs = fileDays(await accountOf(tx, run.portalId), context.settings.fileDays) * DAY_MS;
    await insertArtifact(tx, run.portalId, run.jobId, {
      fileKey: key, fileName: name, rows: certificate.rows.written, bytes: stored.bytes, sha256: stored.sha256, certificate,
      expiresAt: new Date(finishedAt + keptMs),
    });
    if (certificate.rows.skipped > 0) await keepLeftOut(tx, run.jobId);
    const job = await endJob(tx, run.jobId, 'ready', finishedAt, null);
    await lesson?.(tx, certificate);
    await announce(context, tx, job, 'ready');
    await sendOff(context, tx, job);
    await writeAudit(tx, run.portalId, { userId: job.userId, action: 'export.ready', subject: run.jobId, details: { rows: certificate.rows.written, bytes: stored.bytes, sha256: stored.sha256 } });
    await sweepLater(context, tx, { portalId: run.portalId, jobId: run.jobId }, keptMs);
    run.at('job-ending');
    return job;
  });
  context.metrics.jobEnded(ended);
  run.at('job-ended');
}

async function renderAndStore(context: Context, run: ExportRun, planned: StoredExport, chunks: readonly NewChunk[]): Promise<JoinedFile> {
  const { extension, contentType } = formatOf(planned.format, planned.options);
  const rendered = renderFile(context.files, planned, chunks, run.signal);
  const key = fileKey(run.portalId, 'exports', run.jobId, `file-r${run.round}-f${run.lease.fence}.${extension}`);
  const stored = await context.files.put(key, rendered.body, { signal: run.signal, contentType, at: (step) => run.at(`file-${step}`) });
  return { key, stored, summary: rendered.summary };
}

function ignore(): void {}
