import { z } from 'zod';
import { ExportFormat, ExportOptions, takesOptions } from './export-format.ts';
import { ColumnTitles } from './column-titles.ts';
import { JoinedTables } from './joined-tables.ts';
import { Reader } from './reader.ts';
import { TableQuery } from './view-table.ts';

/** What a template exports: all that start-export takes besides the click's id. */
export const TemplateDefinition = z.strictObject({
  query: TableQuery,
  format: ExportFormat,
  options: ExportOptions.optional(),
  joined: JoinedTables.optional(),
  titles: ColumnTitles.optional(),
  /** Destinations, by id. */
  deliverTo: z.array(z.uuid()).max(5).optional(),
}).refine(({ format, options }) => takesOptions(format, options ?? {}), { path: ['options'], message: 'this kind of file cannot be written so' });
export type TemplateDefinition = z.infer<typeof TemplateDefinition>;

const Name = z.string().trim().min(1).max(100);

/** A saved export. Only its owner changes or schedules it; a shared one is run and copied by everybody, with their own rights. */
export const Template = z.strictObject({
  id: z.uuid(),
  name: Name,
  shared: z.boolean(),
  /** Rises with every save; goes back with the next one. */
  version: z.number().int(),
  mine: z.boolean(),
  ownerEmail: z.string(),
  tableTitle: z.string(),
  sourceTitle: z.string(),
  definition: TemplateDefinition,
  /** The first table's columns as they were when it was saved, in file order. */
  columns: z.array(z.strictObject({ key: z.string(), title: z.string() })),
  updatedAt: z.string(),
});
export type Template = z.infer<typeof Template>;

/** With `after`, those behind this template. */
export const ListTemplatesRequest = z.strictObject({ after: z.uuid().optional() });
export type ListTemplatesRequest = z.infer<typeof ListTemplatesRequest>;
/** The caller's own and the shared ones, by name, as many as one answer holds; `more`: there are others behind them. */
export const ListTemplatesResponse = z.strictObject({ templates: z.array(Template), more: z.boolean().optional() });
export type ListTemplatesResponse = z.infer<typeof ListTemplatesResponse>;

/** POST /ui/save-template. A new one without `change`; `from` says what it exports. Saving takes the table's columns as they are now. */
export const SaveTemplateRequest = z.strictObject({
  change: z.strictObject({ templateId: z.uuid(), version: z.number().int() }).optional(),
  name: Name,
  shared: z.boolean(),
  from: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('definition'), definition: TemplateDefinition }),
    /** One of the caller's own exports. */
    z.strictObject({ kind: z.literal('export'), jobId: z.uuid() }),
    /** What it exports, and the columns as they were, stay; only with `change`. */
    z.strictObject({ kind: z.literal('unchanged') }),
  ]),
});
export type SaveTemplateRequest = z.infer<typeof SaveTemplateRequest>;
export const TemplateResponse = z.strictObject({ template: Template });
export type TemplateResponse = z.infer<typeof TemplateResponse>;

export const TemplateRequest = z.strictObject({ templateId: z.uuid() });
export type TemplateRequest = z.infer<typeof TemplateRequest>;
export const DeletedResponse = z.strictObject({ deleted: z.literal(true) });
export type DeletedResponse = z.infer<typeof DeletedResponse>;

/** POST /ui/copy-template: a private copy of an own or shared one. */
export const CopyTemplateRequest = z.strictObject({ templateId: z.uuid(), name: Name });
export type CopyTemplateRequest = z.infer<typeof CopyTemplateRequest>;

/** POST /ui/run-template: an export by the caller's rights of now. One `requestId` per click. */
export const RunTemplateRequest = z.strictObject({ templateId: z.uuid(), requestId: z.string().regex(/^[A-Za-z0-9_-]{16,64}$/), reader: Reader.optional() });
export type RunTemplateRequest = z.infer<typeof RunTemplateRequest>;
