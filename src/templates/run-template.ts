import type { Caller } from '../access/index.ts';
import type { Context } from '../context/index.ts';
import { AppError } from '../core/errors/index.ts';
import { startExport } from '../exports/index.ts';
import type { JobRow } from '../jobs/index.ts';
import { requireSameColumns } from './require-same-columns.ts';
import { findTemplate } from './templates.store.ts';

/**
 * Starts the template's export for the caller, once per request id, by the caller's rights of now and not by its
 * owner's. Throws template.unknown, template.changed and what starting an export throws.
 */
export async function runTemplate(context: Context, caller: Caller, { templateId, requestId }: { readonly templateId: string; readonly requestId: string }, signal: AbortSignal): Promise<JobRow> {
  const { portalId, userId } = caller;
  const template = await context.database.inPortal(portalId, (tx) => findTemplate(tx, userId, templateId));
  if (template === null) throw new AppError('template.unknown');
  await requireSameColumns(context, { portalId, userId, verb: 'export', lane: 'person', signal, purpose: { area: 'exports' } }, template);
  return startExport(context, caller, { requestId, ...template.definition }, signal);
}
