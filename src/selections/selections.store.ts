import { z } from 'zod';
import type { RecordRef } from '#contract';
import type { Tx } from '../core/db/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';

/** A selection belongs to who made it: the same id of somebody else is another selection. */
export type SelectionKey = { readonly portalId: PortalId; readonly userId: string; readonly id: string };
export type Selection = {
  readonly objectTypeId: RecordRef['objectTypeId'];
  readonly pages: number;
  /** By page number, the digest of what it held. */
  readonly received: Readonly<Record<string, string>>;
};

const Row = z.object({ objectTypeId: z.enum(['0-1', '0-2', '0-3', '0-5']), pages: z.number(), received: z.record(z.string(), z.string()) });

/** The selection, made if it is not there, locked until the transaction ends. */
export async function takeSelection(tx: Tx, { portalId, userId, id }: SelectionKey, made: Omit<Selection, 'received'>, keepUntil: Date): Promise<Selection> {
  await tx.$executeRaw`
    insert into selections (portal_id, user_id, id, object_type_id, pages, received, keep_until)
    values (${BigInt(portalId)}, ${userId}, ${id}::uuid, ${made.objectTypeId}, ${made.pages}, '{}', ${keepUntil}) on conflict do nothing`;
  const [row] = await tx.$queryRaw<unknown[]>`
    select object_type_id as "objectTypeId", pages, received from selections where user_id = ${userId} and id = ${id}::uuid for update`;
  return Row.parse(row);
}

export async function addIds(tx: Tx, { portalId, userId, id }: SelectionKey, objectIds: readonly string[]): Promise<void> {
  await tx.$executeRaw`
    insert into selection_ids (portal_id, user_id, selection_id, object_id)
    select ${BigInt(portalId)}, ${userId}, ${id}::uuid, object_id from unnest(${[...objectIds]}::text[]) as object_id on conflict do nothing`;
}

/** Marks a page as arrived, with what it holds. */
export async function addPage(tx: Tx, key: SelectionKey, page: number, digest: string, objectIds: readonly string[]): Promise<void> {
  if (objectIds.length > 0) await addIds(tx, key, objectIds);
  await tx.$executeRaw`
    update selections set received = received || jsonb_build_object(${String(page)}::text, ${digest}::text) where user_id = ${key.userId} and id = ${key.id}::uuid`;
}

export async function countIds(tx: Tx, { userId, id }: SelectionKey): Promise<number> {
  return tx.selectionId.count({ where: { userId, selectionId: id } });
}

export async function findSelection(tx: Tx, { userId, id }: SelectionKey): Promise<Selection | null> {
  const row = await tx.selection.findFirst({ where: { userId, id } });
  return row === null ? null : Row.parse(row);
}

export async function listIds(tx: Tx, { userId, id }: SelectionKey): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`select object_id as id from selection_ids where user_id = ${userId} and selection_id = ${id}::uuid`;
  return rows.map((row) => row.id);
}

export async function moveKeepUntil(tx: Tx, { userId, id }: SelectionKey, keepUntil: Date): Promise<void> {
  await tx.selection.updateMany({ where: { userId, id, keepUntil: { lt: keepUntil } }, data: { keepUntil } });
}

/** Takes one record out of every selection. */
export async function dropId(tx: Tx, objectTypeId: RecordRef['objectTypeId'], objectId: string): Promise<void> {
  await tx.$executeRaw`
    delete from selection_ids i using selections s
    where s.user_id = i.user_id and s.id = i.selection_id and s.object_type_id = ${objectTypeId} and i.object_id = ${objectId}`;
}
