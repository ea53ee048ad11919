import { z } from 'zod';
import { Column, TemplateDefinition } from '#contract';
import type { Tx } from '../core/db/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';

/** A table of a template as it was when the template was saved. */
const SavedTable = z.object({ tableId: z.string(), title: z.string(), sourceTitle: z.string(), columns: z.array(Column) });
export type SavedTable = z.infer<typeof SavedTable>;

export type StoredTemplate = {
  readonly id: string;
  readonly ownerId: string;
  readonly ownerEmail: string;
  readonly name: string;
  readonly shared: boolean;
  readonly version: number;
  readonly definition: TemplateDefinition;
  /** The first table, then the joined ones; at least one. */
  readonly tables: readonly SavedTable[];
  readonly updatedAt: Date;
};
type Row = Omit<StoredTemplate, 'definition' | 'tables'> & { readonly definition: unknown; readonly tables: unknown };

function toTemplate({ id, ownerId, ownerEmail, name, shared, version, definition, tables, updatedAt }: Row): StoredTemplate {
  return { id, ownerId, ownerEmail, name, shared, version, updatedAt, definition: TemplateDefinition.parse(definition), tables: z.array(SavedTable).min(1).parse(tables) };
}

/** A template this person may see: their own or a shared one. Null for everything else alike. */
export async function findTemplate(tx: Tx, userId: string, id: string): Promise<StoredTemplate | null> {
  const row = await tx.template.findFirst({ where: { id, OR: [{ ownerId: userId }, { shared: true }] } });
  return row === null ? null : toTemplate(row);
}

/** The template whoever asks; for work that already knows it may see it. */
export async function getTemplate(tx: Tx, id: string): Promise<StoredTemplate | null> {
  const row = await tx.template.findUnique({ where: { id } });
  return row === null ? null : toTemplate(row);
}

/** By name; with `after`, those behind this template, none behind one that this person may not see. */
export async function listVisible(tx: Tx, userId: string, { after, limit }: { readonly after?: string | undefined; readonly limit: number }): Promise<StoredTemplate[]> {
  const last = after === undefined ? null : await findTemplate(tx, userId, after);
  if (after !== undefined && last === null) return [];
  const behind = last === null ? {} : { AND: { OR: [{ name: { gt: last.name } }, { name: last.name, id: { gt: last.id } }] } };
  const rows = await tx.template.findMany({ where: { OR: [{ ownerId: userId }, { shared: true }], ...behind }, orderBy: [{ name: 'asc' }, { id: 'asc' }], take: limit });
  return rows.map(toTemplate);
}

/** How many templates, and how many of them with a schedule, name each table of a connection; those no template names are missing. */
export async function countNaming(tx: Tx, connection: string): Promise<{ readonly table: string; readonly templates: number; readonly schedules: number }[]> {
  return tx.$queryRaw`
    select split_part(split_part(named.id, ':', 2), '@', 1) as table, count(distinct t.id)::int as templates, count(distinct s.template_id)::int as schedules
    from templates t cross join lateral (select saved ->> 'tableId' as id from jsonb_array_elements(t.tables) as saved) as named left join schedules s on s.template_id = t.id
    where split_part(named.id, ':', 1) = ${connection} group by 1`;
}

export async function countOwn(tx: Tx, userId: string): Promise<number> {
  return tx.template.count({ where: { ownerId: userId } });
}

export async function insertTemplate(tx: Tx, portalId: PortalId, { tables, ...made }: StoredTemplate): Promise<void> {
  await tx.template.create({ data: { ...made, tables: [...tables], portalId: BigInt(portalId) } });
}

/** Replaces a template when `version` is still the current one; false otherwise. */
export async function replaceTemplate(tx: Tx, version: number, { id, name, shared, definition, tables, updatedAt }: StoredTemplate): Promise<boolean> {
  const changed = await tx.template.updateMany({ where: { id, version }, data: { name, shared, definition, tables: [...tables], updatedAt, version: version + 1 } });
  return changed.count === 1;
}

export async function deleteStored(tx: Tx, id: string): Promise<void> {
  await tx.template.deleteMany({ where: { id } });
}

/** Takes an erased contact's number out of where templates were saved. One of a table of the whole account still runs; one of the contact's own tables finds no record. */
export async function forgetInTemplates(tx: Tx, contactId: string): Promise<void> {
  await tx.$executeRaw`
    update templates set definition = jsonb_set(definition, '{query,record,objectId}', '"1"')
    where definition->'query'->'record'->>'objectTypeId' = '0-1' and definition->'query'->'record'->>'objectId' = ${contactId}`;
}
