import type { RecordRef } from '#contract';
import type { Context } from '../context/index.ts';
import { AppError } from '../core/errors/index.ts';
import { findSelection, listIds } from './selections.store.ts';
import type { SelectionKey } from './selections.store.ts';

export type ReadSelection = { readonly objectTypeId: RecordRef['objectTypeId']; readonly ids: readonly string[] };

/** The records of a person's selection, each once. Throws selection.unknown, also for somebody else's; request.invalid while pages are missing. */
export async function readSelection(context: Context, key: SelectionKey): Promise<ReadSelection> {
  return context.database.inPortal(key.portalId, async (tx) => {
    const found = await findSelection(tx, key);
    if (found === null) throw new AppError('selection.unknown');
    if (Object.keys(found.received).length !== found.pages) throw new AppError('request.invalid', { userMessage: 'The selection has not arrived as a whole.', fix: 'Select the records again and start anew.' });
    return { objectTypeId: found.objectTypeId, ids: await listIds(tx, key) };
  });
}
