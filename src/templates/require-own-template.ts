import type { Tx } from '../core/db/index.ts';
import { AppError } from '../core/errors/index.ts';
import { findTemplate } from './templates.store.ts';
import type { StoredTemplate } from './templates.store.ts';

/** A template this person may change. Throws template.unknown, also for a private one of somebody else; template.not_yours for a shared one. */
export async function requireOwnTemplate(tx: Tx, userId: string, templateId: string): Promise<StoredTemplate> {
  const found = await findTemplate(tx, userId, templateId);
  if (found === null) throw new AppError('template.unknown');
  if (found.ownerId !== userId) throw new AppError('template.not_yours');
  return found;
}
