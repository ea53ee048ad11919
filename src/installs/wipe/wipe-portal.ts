import type { Context } from '../../context/index.ts';
import type { Tx } from '../../core/db/index.ts';
import type { PortalId } from '../../core/ids/portal-id.ts';
import { filePrefix } from '../../files/index.ts';
import type { FileKey } from '../../files/index.ts';
import { deleteInstall, deleteRows, dropFromLine, dropQueued, holdUninstalled, listPortalTables } from './wipe.store.ts';

/** Side by side: while a step lasts, its transaction says nothing, and the database ends one that is silent for long. */
const FILES_AT_ONCE = 20;
const ROWS_AT_ONCE = 5_000;

/**
 * Deletes everything an uninstalled portal has here: files, rows of every table, what stands in the queue. In small
 * steps that can be broken off and taken up again. Each step holds the portal uninstalled, so that a reinstall waits
 * for the step and then loses nothing of its own. `with-install`: the mark of the portal as well. Says whether it came
 * to its end; it does not when the portal is installed.
 */
export async function wipePortal(context: Context, portalId: PortalId, what: 'data' | 'with-install'): Promise<boolean> {
  const step = <T>(work: (tx: Tx) => Promise<T>): Promise<T | null> => context.database.inPortal(portalId, async (tx) =>
    (await holdUninstalled(tx, portalId)) ? work(tx) : null);

  const tables = await step(listPortalTables);
  if (tables === null) return false;
  for await (const keys of listed(context, portalId)) {
    const done = await step(async () => {
      await Promise.all(keys.map((key) => context.files.delete(key)));
      return true;
    });
    if (done === null) return false;
  }
  for (const table of tables) {
    let deleted: number | null;
    do {
      deleted = await step((tx) => deleteRows(tx, portalId, table, ROWS_AT_ONCE));
      if (deleted === null) return false;
    } while (deleted === ROWS_AT_ONCE);
  }
  if ((await step(async (tx) => { await dropFromLine(tx, portalId); return true; })) === null) return false;
  await dropQueued(context.database, portalId, what === 'data' ? 'waiting' : 'all');
  if (what === 'with-install') await context.database.inPortal(portalId, (tx) => deleteInstall(tx, portalId));
  return true;
}

/** The names are known before a step begins: what a reinstall stores later is not among them. */
async function* listed(context: Context, portalId: PortalId): AsyncIterable<readonly FileKey[]> {
  let keys: FileKey[] = [];
  for await (const { key } of context.files.list(filePrefix(portalId))) {
    keys.push(key);
    if (keys.length < FILES_AT_ONCE) continue;
    yield keys;
    keys = [];
  }
  if (keys.length > 0) yield keys;
}
