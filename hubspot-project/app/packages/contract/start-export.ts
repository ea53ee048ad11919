import { z } from 'zod';
import { ExportFormat, ExportOptions, takesOptions } from './export-format.ts';
import { ColumnTitles } from './column-titles.ts';
import { JoinedTables } from './joined-tables.ts';
import { CreateLinkResponse, Job } from './job.ts';
import { Reader } from './reader.ts';
import { TableQuery } from './view-table.ts';

const NOT_FITTING = { path: ['options'], message: 'this kind of file cannot be written so' };

function fitting({ format, options = {} }: { readonly format: ExportFormat; readonly options?: ExportOptions | undefined }): boolean {
  return takesOptions(format, options);
}

/** POST /ui/estimate-export: shown on the button before the click. */
export const EstimateExportRequest = z.strictObject({
  query: TableQuery,
  format: ExportFormat,
  options: ExportOptions.optional(),
  joined: JoinedTables.optional(),
}).refine(fitting, NOT_FITTING);
export type EstimateExportRequest = z.infer<typeof EstimateExportRequest>;

/** One table of an export of several; nulls where it cannot be said. */
export const SheetEstimate = z.strictObject({
  title: z.string(),
  rows: z.number().int().nullable(),
  bytes: z.number().int().nullable(),
  seconds: z.number().nullable(),
  apiCalls: z.number().int().nullable(),
});
export type SheetEstimate = z.infer<typeof SheetEstimate>;

export const EstimateExportResponse = z.strictObject({
  /** Of the first table; null when the source cannot count. */
  rows: z.number().int().nullable(),
  bytes: z.number().int().nullable(),
  seconds: z.number().nullable(),
  apiCalls: z.number().int().nullable(),
  lane: z.enum(['immediate', 'background']),
  /** Of an export of several tables, the first one among them; the numbers above, but for `rows`, are of all together. */
  sheets: z.array(SheetEstimate).optional(),
  /** There when somebody has to approve it first: why. */
  approval: z.string().optional(),
});
export type EstimateExportResponse = z.infer<typeof EstimateExportResponse>;

/** POST /ui/start-export. One `requestId` per click; a repeat gets the same job. */
export const StartExportRequest = z.strictObject({
  requestId: z.string().regex(/^[A-Za-z0-9_-]{16,64}$/),
  query: TableQuery,
  format: ExportFormat,
  /** Refused where the format has no such thing. */
  options: ExportOptions.optional(),
  joined: JoinedTables.optional(),
  titles: ColumnTitles.optional(),
  /** Destinations, by id, that get the finished file or word of it. */
  deliverTo: z.array(z.uuid()).max(5).optional(),
  /** How they read: mails about their exports and the pages behind links go by it. */
  reader: Reader.optional(),
}).refine(fitting, NOT_FITTING);
export type StartExportRequest = z.infer<typeof StartExportRequest>;

/** `link` is there when the file was made in the click. */
export const StartExportResponse = z.strictObject({ job: Job, link: CreateLinkResponse.nullable() });
export type StartExportResponse = z.infer<typeof StartExportResponse>;
