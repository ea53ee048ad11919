import { TemplateDefinition } from '#contract';
import type { SaveTemplateRequest, Template } from '#contract';
import type { Caller } from '../access/index.ts';
import { writeAudit } from '../audit/index.ts';
import type { Asking } from '../connections/index.ts';
import type { Context } from '../context/index.ts';
import { AppError } from '../core/errors/index.ts';
import { requireDestinations } from '../deliveries/index.ts';
import { requestOfExport } from '../exports/index.ts';
import { lookAtTables } from './look-at-tables.ts';
import { requireOwnTemplate } from './require-own-template.ts';
import { showTemplate } from './show-template.ts';
import { countOwn, insertTemplate, replaceTemplate } from './templates.store.ts';
import type { StoredTemplate } from './templates.store.ts';

/** Templates one person may own. */
const MOST = 100;

/**
 * Makes or changes a template, with the columns its tables have for this person now. Throws template.unknown,
 * template.not_yours, template.conflict, job.unknown, request.invalid and what opening its tables throws.
 */
export async function saveTemplate(context: Context, caller: Caller, { change, name, shared, from }: SaveTemplateRequest, signal: AbortSignal): Promise<Template> {
  const { portalId, userId, userEmail } = caller;
  const { database } = context;
  const before = change === undefined ? null : await database.inPortal(portalId, (tx) => requireOwnTemplate(tx, userId, change.templateId));
  const { definition, tables } = from.kind === 'unchanged' ? kept(before) : await lookAt(context, { portalId, userId, signal }, from);
  const made: StoredTemplate = {
    id: change?.templateId ?? context.newId(), ownerId: userId, ownerEmail: userEmail, name, shared, version: (change?.version ?? 0) + 1,
    definition, tables, updatedAt: new Date(context.now()),
  };
  await database.inPortal(portalId, async (tx) => {
    if (from.kind !== 'unchanged') await requireDestinations(tx, definition.deliverTo ?? []);
    if (change === undefined) {
      if ((await countOwn(tx, userId)) >= MOST) throw new AppError('request.invalid', { userMessage: `You have ${MOST} templates, more are not possible.`, fix: 'Delete one that you no longer need.' });
      await insertTemplate(tx, portalId, made);
    } else if (!(await replaceTemplate(tx, change.version, made))) throw new AppError('template.conflict');
    await writeAudit(tx, portalId, { userId, action: 'template.saved', subject: made.id, details: { name, shared, version: made.version, tables: tables.map(({ tableId }) => tableId) } });
  });
  return showTemplate(made, userId);
}

type Content = Pick<StoredTemplate, 'definition' | 'tables'>;

/** A new name or sharing must not take columns as they are now: the next run would no longer find that they changed. */
function kept(before: StoredTemplate | null): Content {
  if (before === null) throw new AppError('request.invalid', { detail: 'a new template has nothing that could stay unchanged' });
  return before;
}

async function lookAt(context: Context, who: Pick<Asking, 'portalId' | 'userId' | 'signal'>, from: Exclude<SaveTemplateRequest['from'], { kind: 'unchanged' }>): Promise<Content> {
  const asked = from.kind === 'definition' ? from.definition : await context.database.inPortal(who.portalId, (tx) => requestOfExport(tx, who.userId, from.jobId));
  const tables = await lookAtTables(context, { ...who, verb: 'export', lane: 'person', purpose: { area: 'exports' } }, asked);
  // One that could not be read back would keep its owner's whole list from being shown.
  const definition = TemplateDefinition.safeParse(withColumns(asked, tables));
  if (!definition.success) throw new AppError('request.invalid', { userMessage: 'This export is too large for a template.', fix: 'Choose fewer columns or filters.', cause: definition.error });
  return { definition: definition.data, tables };
}

/** The definition with its columns spelled out: a table's default columns may be others tomorrow. */
function withColumns({ query, joined, ...rest }: TemplateDefinition, tables: StoredTemplate['tables']): TemplateDefinition {
  const keys = tables.map(({ columns }) => columns.map(({ key }) => key));
  const others = joined === undefined ? {} : { joined: { ...joined, tables: joined.tables.map((table, at) => ({ ...table, columns: keys[at + 1]! })) } };
  return { ...rest, query: { ...query, columns: keys[0]! }, ...others };
}
