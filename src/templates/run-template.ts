import type { RecordRef } from '#contract';
import type { Caller } from '../access/index.ts';
import type { Context } from '../context/index.ts';
import { startExport } from '../exports/index.ts';
import type { HowToStart } from '../exports/index.ts';
import type { JobRow } from '../jobs/index.ts';
import { readTemplateFor } from './read-template-for.ts';
import { requireSameColumns } from './require-same-columns.ts';

type Run = {
  readonly templateId: string;
  readonly requestId: string;
  /** Whose rows a template of a record's own table is to export, instead of the record it was saved on. */
  readonly record?: RecordRef;
};

/**
 * Starts the template's export for the caller, once per request id, by the caller's rights of now and not by its
 * owner's. Throws template.unknown, template.changed and what starting an export throws.
 */
export async function runTemplate(context: Context, caller: Caller, { templateId, requestId, record }: Run, signal: AbortSignal, how: HowToStart = {}): Promise<JobRow> {
  const { portalId, userId } = caller;
  const template = await readTemplateFor(context, caller, { templateId, record });
  await requireSameColumns(context, { portalId, userId, verb: 'export', lane: how.lane ?? 'person', signal, purpose: { area: 'exports' } }, template);
  return startExport(context, caller, { requestId, ...template.definition }, signal, how);
}
