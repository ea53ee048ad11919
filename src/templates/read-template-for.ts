import type { RecordRef } from '#contract';
import type { Caller } from '../access/index.ts';
import type { Context } from '../context/index.ts';
import { AppError } from '../core/errors/index.ts';
import { findTemplate } from './templates.store.ts';
import type { StoredTemplate } from './templates.store.ts';

type Wanted = { readonly templateId: string; readonly record?: RecordRef | undefined };

/** A template this caller may run, for another record where one is named. Throws template.unknown, also for somebody else's private one. */
export async function readTemplateFor(context: Context, { portalId, userId }: Caller, { templateId, record }: Wanted): Promise<StoredTemplate> {
  const template = await context.database.inPortal(portalId, (tx) => findTemplate(tx, userId, templateId));
  if (template === null) throw new AppError('template.unknown');
  const { definition } = template;
  return record === undefined ? template : { ...template, definition: { ...definition, query: { ...definition.query, record } } };
}
