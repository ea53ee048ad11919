import type { StartExportRequest } from '#contract';
import type { Caller } from '../../access/index.ts';
import type { Context } from '../../context/index.ts';
import { sha256 } from '../../core/crypto/sha256.ts';
import type { PortalId } from '../../core/ids/portal-id.ts';
import { startExport } from '../../exports/index.ts';
import { addPage } from '../../selections/index.ts';
import { readTemplateFor, requireSameColumns } from '../../templates/index.ts';
import { closeWithJob } from './collections.store.ts';
import type { Collection, Wanted } from './collections.store.ts';

/** Starts the one export of a collection's records, by the rights a workflow has now. Throws what starting an export throws. */
export async function startCollected(context: Context, portalId: PortalId, { id, userId, wanted }: Collection, signal: AbortSignal): Promise<void> {
  const caller: Caller = { portalId, userId, userEmail: `Workflow ${userId.replace('workflow:', '')}` };
  // Nobody joins any more, so the selection is whole.
  await context.database.inPortal(portalId, (tx) => addPage(tx, { portalId, userId, id }, 0, 'collected', []));
  const definition = await definitionOf(context, caller, wanted, signal);
  const request = { ...definition, query: { ...definition.query, selection: id }, requestId: sha256(id) };
  await startExport(context, caller, request, signal, { lane: 'background', beside: (tx, job) => closeWithJob(tx, id, job.id) });
}

async function definitionOf(context: Context, caller: Caller, { template, table, format, record }: Wanted, signal: AbortSignal): Promise<Omit<StartExportRequest, 'requestId'>> {
  if (template === '') return { query: { record, tableId: table, columns: [], filters: [] }, format };
  const found = await readTemplateFor(context, caller, { templateId: template, record });
  await requireSameColumns(context, { portalId: caller.portalId, userId: caller.userId, verb: 'export', lane: 'background', signal, purpose: { area: 'exports' } }, found);
  return found.definition;
}
