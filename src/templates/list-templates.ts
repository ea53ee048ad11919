import type { ListTemplatesRequest, ListTemplatesResponse } from '#contract';
import type { Caller } from '../access/index.ts';
import type { Context } from '../context/index.ts';
import { showTemplate } from './show-template.ts';
import { listVisible } from './templates.store.ts';

const MOST = 50;
/** An answer of HubSpot's to a page may have 1 MB (fetching data, 2026). */
const MOST_BYTES = 500_000;

/** The caller's own templates and the shared ones of the portal, by name, as many as one answer holds. */
export async function listTemplates(context: Context, { portalId, userId }: Caller, { after }: ListTemplatesRequest = {}): Promise<ListTemplatesResponse> {
  const found = await context.database.inPortal(portalId, (tx) => listVisible(tx, userId, { after, limit: MOST + 1 }));
  const templates: ListTemplatesResponse['templates'] = [];
  let bytes = 0;
  for (const template of found.slice(0, MOST)) {
    const shown = showTemplate(template, userId);
    bytes += Buffer.byteLength(JSON.stringify(shown));
    if (bytes > MOST_BYTES && templates.length > 0) break;
    templates.push(shown);
  }
  return { templates, more: templates.length < found.length };
}
