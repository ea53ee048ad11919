import type { ListTemplatesResponse } from '#contract';
import type { Caller } from '../access/index.ts';
import type { Context } from '../context/index.ts';
import { showTemplate } from './show-template.ts';
import { listVisible } from './templates.store.ts';

const MOST = 200;

/** The caller's own templates and the shared ones of the portal, by name, at most 200. */
export async function listTemplates(context: Context, { portalId, userId }: Caller): Promise<ListTemplatesResponse> {
  const found = await context.database.inPortal(portalId, (tx) => listVisible(tx, userId, MOST));
  return { templates: found.map((template) => showTemplate(template, userId)) };
}
