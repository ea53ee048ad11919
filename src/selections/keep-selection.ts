import type { Context } from '../context/index.ts';
import type { Tx } from '../core/db/index.ts';
import { moveKeepUntil } from './selections.store.ts';
import type { SelectionKey } from './selections.store.ts';

/** Longer than any export waits, for an approval or a retry. */
const USED_MS = 30 * 86_400_000;

/** Keeps a selection, in the transaction that makes an export of it, for as long as the export may need it. */
export async function keepSelection(context: Context, tx: Tx, key: SelectionKey): Promise<void> {
  await moveKeepUntil(tx, key, new Date(context.now() + USED_MS));
}
