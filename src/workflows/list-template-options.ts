import { z } from 'zod';
import type { Context } from '../context/index.ts';
import { AppError } from '../core/errors/index.ts';
import { PortalId } from '../core/ids/portal-id.ts';
import { requireActive } from '../installs/index.ts';
import { listTemplates } from '../templates/index.ts';

/**
 * What HubSpot sends when somebody opens a field whose choices are ours, and what it wants back.
 * Source: HubSpot "Custom workflow actions", external data fields, read 2026-11-28.
 */
const Asked = z.object({
  origin: z.object({ portalId: z.union([z.number(), z.string()]).transform(String).pipe(PortalId) }),
  fetchOptions: z.object({ q: z.string().max(200).nullish() }).nullish(),
});
export type FieldOptions = { readonly options: readonly { readonly label: string; readonly value: string; readonly description: string }[]; readonly searchable: boolean };

/** The templates a workflow may run: the shared ones, for it is nobody whose private ones there could be. Throws request.invalid, portal.*. */
export async function listTemplateOptions(context: Context, body: unknown): Promise<FieldOptions> {
  const asked = Asked.safeParse(body);
  if (!asked.success) throw new AppError('request.invalid', { detail: 'a call for options without a portal' });
  const { origin: { portalId }, fetchOptions } = asked.data;
  await requireActive(context, portalId);
  const { templates } = await listTemplates(context, { portalId, userId: 'workflow:options', userEmail: '' });
  const words = (fetchOptions?.q ?? '').trim().toLowerCase();
  return {
    options: templates.filter(({ name }) => name.toLowerCase().includes(words)).map(({ id, name, tableTitle, sourceTitle, ownerEmail }) => ({ label: name, value: id, description: `${tableTitle} · ${sourceTitle} · ${ownerEmail}` })),
    searchable: true,
  };
}
