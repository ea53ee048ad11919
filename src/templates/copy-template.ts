import type { Template } from '#contract';
import type { Caller } from '../access/index.ts';
import type { Context } from '../context/index.ts';
import { AppError } from '../core/errors/index.ts';
import { saveTemplate } from './save-template.ts';
import { findTemplate } from './templates.store.ts';

/** A private template of the caller with the definition of an own or a shared one, by the caller's rights. Throws template.unknown. */
export async function copyTemplate(context: Context, caller: Caller, { templateId, name }: { readonly templateId: string; readonly name: string }, signal: AbortSignal): Promise<Template> {
  const found = await context.database.inPortal(caller.portalId, (tx) => findTemplate(tx, caller.userId, templateId));
  if (found === null) throw new AppError('template.unknown');
  return saveTemplate(context, caller, { name, shared: false, from: { kind: 'definition', definition: found.definition } }, signal);
}
