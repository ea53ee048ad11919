import type { JoinedTables, StartExportRequest } from '#contract';
import type { Tx } from '../core/db/index.ts';
import { AppError } from '../core/errors/index.ts';
import { chosenDestinations } from '../deliveries/index.ts';
import { findOwnJob } from '../jobs/index.ts';
import { getExport } from './exports.store.ts';
import type { StoredSheet } from './exports.store.ts';

/** What one of this person's own exports was asked for, to ask for it again: tables, columns, kind of file, destinations that are still there. Throws job.unknown. */
export async function requestOfExport(tx: Tx, userId: string, jobId: string): Promise<Omit<StartExportRequest, 'requestId'>> {
  const job = await findOwnJob(tx, userId, jobId);
  if (job === null || job.kind !== 'export') throw new AppError('job.unknown');
  const { format, options, sheets: [first, ...others] } = await getExport(tx, jobId);
  if (first === undefined) throw new AppError('job.unknown');
  const deliverTo = await chosenDestinations(tx, job);
  return { query: first.query, format, options, ...joinedOf(others), ...(deliverTo.length === 0 ? {} : { deliverTo }) };
}

function joinedOf(others: readonly StoredSheet[]): { readonly joined?: JoinedTables } {
  if (others.length === 0) return {};
  const layout = others.some(({ role }) => role.kind === 'flat') ? 'flat' : 'sheets';
  return { joined: { layout, tables: others.map(({ tableId, query: { columns, filters } }) => ({ tableId, columns, ...(filters.length === 0 ? {} : { filters }) })) } };
}
