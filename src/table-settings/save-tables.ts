import type { ListConnectionsResponse, SaveConnectionTablesRequest } from '#contract';
import type { Caller } from '../access/index.ts';
import { writeAudit } from '../audit/index.ts';
import { replaceConnection, showConnections, storedSettings } from '../connections/index.ts';
import type { Place } from '../connections/index.ts';
import type { Context } from '../context/index.ts';
import type { Tx } from '../core/db/index.ts';
import { AppError } from '../core/errors/index.ts';
import { forgetStatistics } from '../exports/index.ts';
import { dropAllRuled } from '../links/index.ts';
import { requireAdmin } from '../policies/index.ts';
import { forgetKeptViewsOf } from '../views/index.ts';
import { askPlace } from './ask-place.ts';
import { homeOf } from './home-of.ts';
import { knownTable } from './known-table.ts';
import { mergeTables } from './merge-tables.ts';
import type { TableChange } from './merge-tables.ts';
import { problemOf } from './problem-of.ts';
import { requireFit } from './require-fit.ts';

/**
 * Replaces a connection's tables by those an admin left in the form, as a new version. What was added or changed must be in the database as it
 * is named; what stayed is not asked about. Exports that are reading go on by the settings they began with. What was kept of a table that has
 * other rows now is forgotten: slow views, lessons of past exports, and matches that nobody made but a rule. What people linked stays by its id.
 * Throws access.admin_only, connection.unknown, connection.changed, request.invalid, source.*.
 */
export async function saveTables(context: Context, caller: Caller, { key, version, tables: edited }: SaveConnectionTablesRequest, signal: AbortSignal): Promise<ListConnectionsResponse> {
  await requireAdmin(context, caller, signal);
  const { portalId } = caller;
  const { stored, settings } = await storedSettings(context, portalId, key);
  if (stored.version !== version) throw new AppError('connection.changed', { detail: `version ${version} is not ${stored.version}` });
  const before = await askPlace(context, caller, stored.sourceKey, settings, signal);
  const home = homeOf(stored.sourceKey, settings);
  const { tables, changes } = mergeTables(settings, edited, before, home);
  const after = await askPlace(context, caller, stored.sourceKey, { ...settings, tables }, signal);
  for (const table of tables) {
    if (!changes.some((change) => change.key === table.key && change.how !== 'removed')) continue;
    const known = { ...knownTable(table, home), key: table.key };
    requireFit(known, problemOf(known, after));
  }

  const sealedConfig = await context.sealer.seal(portalId, `connection:${key}`, JSON.stringify(after.config));
  await context.database.inPortal(portalId, async (tx) => {
    const { name, sourceKey } = stored;
    if (!(await replaceConnection(tx, portalId, version, { key, name, sourceKey, sealedConfig }))) throw new AppError('connection.changed');
    const released = await forget(tx, caller, key, changes, [...before.partners, ...after.partners]);
    await writeAudit(tx, portalId, { userId: caller.userId, action: 'connection.tables', subject: key, details: { title: name, version: version + 1, changes: changes.map(toDetail), released } });
  });
  return showConnections(context, caller, signal);
}

/** Forgets what was kept by the settings of before; how many matches made by a rule there were. */
async function forget(tx: Tx, { portalId }: Caller, connection: string, changes: readonly TableChange[], partners: Place['partners']): Promise<number> {
  const others = changes.filter(isOther).map((change) => change.key);
  if (others.length === 0) return 0;
  await forgetKeptViewsOf(tx, connection, others);
  await forgetStatistics(tx, connection, others);
  let released = 0;
  for (const { id, objectTypeId } of partners.filter(({ table }) => others.includes(table))) released += await dropAllRuled(tx, portalId, { connection, partner: id, objectTypeId });
  return released;
}

/** Whether a table has other rows than before, or is no more. A new title moves nothing. */
function isOther(change: TableChange): boolean {
  return change.how === 'removed' || (change.how === 'changed' && change.what.some((what) => what === 'place' || what === 'row_key' || what === 'links'));
}

function toDetail(change: TableChange): { key: string; title: string; how: string; what: string[] } {
  return { key: change.key, title: change.title, how: change.how, what: change.how === 'changed' ? [...change.what] : [] };
}
