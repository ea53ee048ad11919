import type { AddToSelectionRequest, AddToSelectionResponse } from '#contract';
import type { Caller } from '../access/index.ts';
import type { Context } from '../context/index.ts';
import { sha256 } from '../core/crypto/sha256.ts';
import { AppError } from '../core/errors/index.ts';
import { addPage, countIds, takeSelection } from './selections.store.ts';

/** A selection nothing was made of. */
const UNUSED_MS = 86_400_000;

/**
 * Takes in one page of a person's selection, once: a repeat changes nothing, another content under the same number, or
 * another object type, throws request.conflict. Whether the records exist is found out when they are read.
 */
export async function addToSelection(context: Context, { portalId, userId }: Caller, { selectionId: id, objectTypeId, page, pages, ids }: AddToSelectionRequest): Promise<AddToSelectionResponse> {
  const key = { portalId, userId, id };
  const digest = sha256(ids.join(' '));
  return context.database.inPortal(portalId, async (tx) => {
    const selection = await takeSelection(tx, key, { objectTypeId, pages }, new Date(context.now() + UNUSED_MS));
    const earlier = selection.received[page];
    if (selection.objectTypeId !== objectTypeId || selection.pages !== pages || (earlier !== undefined && earlier !== digest)) throw new AppError('request.conflict');
    if (earlier === undefined) await addPage(tx, key, page, digest, ids);
    const received = new Set([...Object.keys(selection.received), String(page)]);
    return { records: await countIds(tx, key), complete: received.size === pages };
  });
}
