import type { Caller } from '../access/index.ts';
import { writeAudit } from '../audit/index.ts';
import type { Context } from '../context/index.ts';
import { requireOwnTemplate } from './require-own-template.ts';
import { deleteStored } from './templates.store.ts';

/** Deletes an own template and its schedule; the exports it made stay. Throws template.unknown, template.not_yours. */
export async function deleteTemplate(context: Context, { portalId, userId }: Caller, templateId: string): Promise<void> {
  await context.database.inPortal(portalId, async (tx) => {
    const { name } = await requireOwnTemplate(tx, userId, templateId);
    await deleteStored(tx, templateId);
    await writeAudit(tx, portalId, { userId, action: 'template.deleted', subject: templateId, details: { name } });
  });
}
