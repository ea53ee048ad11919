import type { GetConnectionTablesRequest, GetConnectionTablesResponse } from '#contract';
import type { Caller } from '../access/index.ts';
import { storedSettings } from '../connections/index.ts';
import type { Context } from '../context/index.ts';
import { AppError } from '../core/errors/index.ts';
import { requireAdmin } from '../policies/index.ts';
import { askPlace } from './ask-place.ts';
import { countUses } from './count-uses.ts';
import { homeOf } from './home-of.ts';
import { knownTable } from './known-table.ts';
import { problemOf } from './problem-of.ts';

/** More is made by a file, and changed by it. */
const MOST_TABLES = 200;

/**
 * The tables of a connection as they are set up, each with what is wrong with it and what uses it, and what the database offers now. Also of a
 * connection that is switched off, so that it can be put right first. Throws access.admin_only, connection.unknown, request.too_large, source.*.
 */
export async function showTables(context: Context, caller: Caller, { key }: GetConnectionTablesRequest, signal: AbortSignal): Promise<GetConnectionTablesResponse> {
  await requireAdmin(context, caller, signal);
  const { stored, settings } = await storedSettings(context, caller.portalId, key);
  if (settings.tables.length > MOST_TABLES) {
    throw new AppError('request.too_large', { userMessage: `This connection has ${settings.tables.length} tables, more than the form shows.`, fix: 'Whoever runs Siderail changes it with npm run connection:add.' });
  }
  const place = await askPlace(context, caller, stored.sourceKey, settings, signal);
  const usesOf = await context.database.inPortal(caller.portalId, (tx) => countUses(tx, caller.portalId, key, place));
  const home = homeOf(stored.sourceKey, settings);
  return {
    version: stored.version,
    tables: settings.tables.map((table) => {
      const known = { ...knownTable(table, home), key: table.key };
      return { ...known, problem: problemOf(known, place), uses: usesOf(table.key) };
    }),
    offers: place.offers.map((offer) => ({ ...offer, columns: [...offer.columns], keys: [...offer.keys] })),
  };
}
