import type { Column, StartExportRequest } from '#contract';
import type { Caller } from '../access/index.ts';
import { writeAudit } from '../audit/index.ts';
import type { Context } from '../context/index.ts';
import { sha256 } from '../core/crypto/sha256.ts';
import type { Tx } from '../core/db/index.ts';
import type { AppError } from '../core/errors/index.ts';
import { supportCode } from '../core/ids/support-code.ts';
import { chooseDestinations, listActive, tellEnd } from '../deliveries/index.ts';
import { endJob, insertJob, storedError } from '../jobs/index.ts';
import { announce } from '../notices/index.ts';
import { Rights } from '../policies/index.ts';
import { insertExport } from './exports.store.ts';

export type FailedExport = {
  readonly jobId: string;
  readonly title: string;
  readonly requestId: string;
  readonly request: Omit<StartExportRequest, 'requestId'>;
  readonly columns: readonly Column[];
  readonly sourceTitle: string;
  readonly error: AppError;
};

/**
 * Notes an export that could not even begin while nobody was watching, so that its person finds it in their list and is
 * told by mail, and the places that wait for its file hear of it. A retry is an export like any other, by the rights of then.
 */
export async function recordFailedExport(context: Context, tx: Tx, { portalId, userId, userEmail }: Caller, failed: FailedExport): Promise<void> {
  const { jobId, title, requestId, request, columns, sourceTitle, error } = failed;
  const made = await insertJob(tx, { id: jobId, portalId, kind: 'export', lane: 'background', title, userId, userEmail, requestId, requestSha256: sha256(JSON.stringify(request)), rowsTotal: null });
  if (made === null) return;
  const { titles = {} } = request;
  const named = columns.map((column) => ({ ...column, title: titles[column.key] ?? column.title }));
  const sheet = { title, sourceTitle, tableId: request.query.tableId, query: request.query, columns: named, role: { kind: 'table' } as const, access: Rights.parse({}), shape: null };
  // How further tables hang on the first is known only when all are open: a retry of half of them would look whole.
  await insertExport(tx, portalId, jobId, { format: request.format, options: request.options ?? {}, sheets: request.joined === undefined ? [sheet] : [] });
  await chooseDestinations(context, tx, made, await listActive(tx, request.deliverTo ?? []));
  const code = supportCode(context.random);
  const row = await endJob(tx, jobId, 'failed', context.now(), storedError(error, code));
  await announce(context, tx, row, 'failed');
  await tellEnd(context, tx, row, 'failed');
  await writeAudit(tx, portalId, { userId, action: 'export.failed', subject: jobId, details: { code: error.code, supportCode: code } });
}
