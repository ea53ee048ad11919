import { z } from 'zod';
import { Column, ExportFormat, ExportOptions, Filter, TableQuery } from '#contract';
import type { Tx } from '../core/db/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import { Rights } from '../policies/index.ts';
import type { Certificate } from './certificate.ts';
import { Repair } from './repair/repair.ts';
import { SheetRole } from './sheets/sheet-role.ts';

const ReadPlan = z.object({
  strategy: z.string(),
  why: z.string(),
  parts: z.array(z.string()),
  concurrency: z.number(),
  expectedRows: z.number().nullable(),
  consistency: z.string(),
  recheck: z.object({ of: z.string(), notBefore: z.number() }).optional(),
  /** Rows of the table without the export's filters, when the plan was made. */
  unfiltered: z.number().optional(),
});
/** What a person asks for is bounded; tables that hang on this one add the columns by which they do. */
const StoredQuery = TableQuery.extend({ columns: z.array(z.string()), filters: z.array(Filter) });
const Unreadable = z.array(z.object({ column: z.string(), reason: z.string() }));
const Skipped = z.array(z.object({ key: z.string(), reason: z.string() }));

export type StoredPlan = z.infer<typeof ReadPlan>;
/** One table of an export, as it was asked for and will be read. */
export type StoredSheet = {
  readonly sheet: number;
  readonly title: string;
  readonly tableId: string;
  readonly sourceTitle: string;
  readonly query: TableQuery;
  readonly columns: readonly Column[];
  readonly plan: StoredPlan | null;
  readonly role: SheetRole;
  /** With which rights it is read. */
  readonly access: Rights;
  /** The table's shape when it was begun; null where it has none. */
  readonly shape: string | null;
};
export type StoredExport = {
  readonly format: ExportFormat;
  readonly options: ExportOptions;
  readonly asOf: Date | null;
  /** In file order, at least one. */
  readonly sheets: readonly StoredSheet[];
  /** Null for one that repairs none. */
  readonly repair: Repair | null;
};
export type NewSheet = Omit<StoredSheet, 'sheet' | 'plan'>;
export type PartState = { readonly sheet: number; readonly part: number; readonly cursor: string | null; readonly nextSeq: number; readonly done: boolean };
export type NewChunk = {
  readonly sheet: number;
  readonly part: number;
  readonly seq: number;
  readonly fileKey: string;
  readonly rows: number;
  readonly upstream: number;
  readonly calls: number;
  readonly bytes: number;
  readonly sha256: string;
  readonly skipped: readonly { readonly key: string; readonly reason: string }[];
  /** Columns that are empty in it because the source refused them. */
  readonly unreadable: readonly { readonly column: string; readonly reason: string }[];
  readonly neutralised: number;
  readonly replaced: number;
  readonly snapshot: string | null;
};

export async function insertExport(
  tx: Tx, portalId: PortalId, jobId: string, wanted: Pick<StoredExport, 'format' | 'options'> & { readonly sheets: readonly NewSheet[]; readonly repair?: Repair | undefined },
): Promise<void> {
  const own = { jobId, portalId: BigInt(portalId) };
  await tx.export.create({ data: { ...own, format: wanted.format, options: wanted.options, ...(wanted.repair === undefined ? {} : { repair: wanted.repair }) } });
  await tx.exportSheet.createMany({
    data: wanted.sheets.map((made, sheet) => ({ ...own, ...made, sheet, columns: [...made.columns] })),
  });
}

export async function getExport(tx: Tx, jobId: string): Promise<StoredExport> {
  const row = await tx.export.findUniqueOrThrow({ where: { jobId } });
  const sheets = await tx.exportSheet.findMany({ where: { jobId }, orderBy: { sheet: 'asc' } });
  return {
    format: ExportFormat.parse(row.format),
    options: ExportOptions.parse(row.options),
    asOf: row.asOf,
    repair: row.repair === null ? null : Repair.parse(row.repair),
    sheets: sheets.map(({ sheet, title, tableId, sourceTitle, query, columns, plan, role, access, shape }) => ({
      sheet, title, tableId, sourceTitle, shape,
      query: StoredQuery.parse(query),
      columns: z.array(Column).parse(columns),
      plan: plan === null ? null : ReadPlan.parse(plan),
      role: SheetRole.parse(role),
      access: Rights.parse(access ?? {}),
    })),
  };
}

/** False for a run that failed before it was known what all its tables are. */
export async function hasSheets(tx: Tx, jobId: string): Promise<boolean> {
  return (await tx.exportSheet.count({ where: { jobId } })) > 0;
}

/** How many exports that are not at their end read each table of a connection; those none reads are missing. */
export async function countOpenExports(tx: Tx, connection: string): Promise<{ readonly table: string; readonly exports: number }[]> {
  return tx.$queryRaw`
    select split_part(split_part(s.table_id, ':', 2), '@', 1) as table, count(distinct j.id)::int as exports from export_sheets s join jobs j on j.id = s.job_id
    where j.state in ('queued', 'running', 'held') and split_part(s.table_id, ':', 1) = ${connection} group by 1`;
}

/** What kind of file each of these jobs makes, by job id. */
export async function listFormats(tx: Tx, jobIds: readonly string[]): Promise<Map<string, ExportFormat>> {
  const rows = await tx.export.findMany({ where: { jobId: { in: [...jobIds] } }, select: { jobId: true, format: true } });
  return new Map(rows.map(({ jobId, format }) => [jobId, ExportFormat.parse(format)]));
}

/** Keeps how every sheet will be read, in the order of the sheets. */
export async function savePlans(tx: Tx, portalId: PortalId, jobId: string, plans: readonly StoredPlan[], asOf: Date): Promise<void> {
  await tx.export.update({ where: { jobId }, data: { asOf } });
  for (const [sheet, plan] of plans.entries()) {
    await tx.exportSheet.update({ where: { jobId_sheet: { jobId, sheet } }, data: { plan } });
    // A second pass is a part of its own, behind all others.
    const parts = [...plan.parts.keys(), ...(plan.recheck === undefined ? [] : [plan.parts.length])];
    await tx.exportPart.createMany({ data: parts.map((part) => ({ jobId, sheet, part, portalId: BigInt(portalId) })) });
  }
}

/** The parts of one sheet. */
export async function listParts(tx: Tx, jobId: string, sheet: number): Promise<PartState[]> {
  const select = { sheet: true, part: true, cursor: true, nextSeq: true, done: true };
  return tx.exportPart.findMany({ where: { jobId, sheet }, orderBy: { part: 'asc' }, select });
}

/** The checkpoint: chunk and cursor move together, and only from the place the reader started at. */
export async function saveChunk(tx: Tx, portalId: PortalId, jobId: string, chunk: NewChunk & { readonly rowKeys: string | null }, cursor: string): Promise<void> {
  const { sheet, part, seq } = chunk;
  await tx.chunk.create({ data: { ...chunk, jobId, portalId: BigInt(portalId), skipped: [...chunk.skipped], unreadable: [...chunk.unreadable] } });
  await tx.exportPart.update({ where: { jobId_sheet_part: { jobId, sheet, part }, nextSeq: seq }, data: { cursor, nextSeq: seq + 1 } });
}

export async function finishPart(tx: Tx, jobId: string, { sheet, part }: Pick<PartState, 'sheet' | 'part'>): Promise<void> {
  await tx.exportPart.update({ where: { jobId_sheet_part: { jobId, sheet, part } }, data: { done: true } });
}

/** Chunks in file order. */
export async function listChunks(tx: Tx, jobId: string): Promise<NewChunk[]> {
  const rows = await tx.chunk.findMany({ where: { jobId }, omit: NOT_LISTED, orderBy: [{ sheet: 'asc' }, { part: 'asc' }, { seq: 'asc' }] });
  return rows.map(toChunk);
}

export async function findChunk(tx: Tx, jobId: string, { sheet, part, seq }: Pick<NewChunk, 'sheet' | 'part' | 'seq'>): Promise<NewChunk> {
  return toChunk(await tx.chunk.findUniqueOrThrow({ where: { jobId_sheet_part_seq: { jobId, sheet, part, seq } }, omit: NOT_LISTED }));
}

/** The keys of all rows would be as large as the table. */
const NOT_LISTED = { jobId: true, portalId: true, rowKeys: true } as const;

function toChunk({ bytes, skipped, unreadable, ...row }: Omit<NewChunk, 'bytes' | 'skipped' | 'unreadable'> & { bytes: bigint; skipped: unknown; unreadable: unknown }): NewChunk {
  return { ...row, bytes: Number(bytes), skipped: Skipped.parse(skipped), unreadable: Unreadable.parse(unreadable) };
}

export async function deleteChunks(tx: Tx, jobId: string): Promise<void> {
  await tx.chunk.deleteMany({ where: { jobId } });
}

export type NewArtifact = {
  readonly fileKey: string;
  readonly fileName: string;
  readonly rows: number;
  readonly bytes: number;
  readonly sha256: string;
  readonly certificate: Certificate;
  readonly expiresAt: Date;
};

export async function insertArtifact(tx: Tx, portalId: PortalId, jobId: string, artifact: NewArtifact): Promise<void> {
  await tx.artifact.create({ data: { ...artifact, jobId, portalId: BigInt(portalId) } });
}

export type Artifact = NewArtifact & { readonly jobId: string; readonly deletedAt: Date | null; readonly withdrawn: string | null };

/** The finished files of these jobs, deleted ones too, by job id. */
export async function findArtifacts(tx: Tx, jobIds: readonly string[]): Promise<Map<string, Artifact>> {
  const rows = await tx.artifact.findMany({ where: { jobId: { in: [...jobIds] } } });
  return new Map(rows.map((row) => [row.jobId, { ...row, rows: Number(row.rows), bytes: Number(row.bytes), certificate: row.certificate as unknown as Certificate }]));
}

export async function markFileDeleted(tx: Tx, jobId: string, at: Date): Promise<void> {
  await tx.artifact.update({ where: { jobId }, data: { deletedAt: at } });
}
