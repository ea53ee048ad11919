import { z } from 'zod';
import { Column, ExportFormat, ExportOptions, TableQuery } from '#contract';
import type { Tx } from '../core/db/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import type { Certificate } from './certificate.ts';

const ReadPlan = z.object({
  strategy: z.string(),
  why: z.string(),
  parts: z.array(z.string()),
  concurrency: z.number(),
  expectedRows: z.number().nullable(),
  consistency: z.string(),
});
const Skipped = z.array(z.object({ key: z.string(), reason: z.string() }));

export type StoredPlan = z.infer<typeof ReadPlan>;
export type StoredExport = {
  readonly tableId: string;
  readonly sourceTitle: string;
  readonly format: ExportFormat;
  readonly options: ExportOptions;
  readonly query: TableQuery;
  readonly columns: readonly Column[];
  readonly plan: StoredPlan | null;
  readonly asOf: Date | null;
};
export type PartState = { readonly part: number; readonly cursor: string | null; readonly nextSeq: number; readonly done: boolean };
export type NewChunk = {
  readonly part: number;
  readonly seq: number;
  readonly fileKey: string;
  readonly rows: number;
  readonly upstream: number;
  readonly calls: number;
  readonly bytes: number;
  readonly sha256: string;
  readonly skipped: readonly { readonly key: string; readonly reason: string }[];
};

export async function insertExport(tx: Tx, portalId: PortalId, jobId: string, wanted: Omit<StoredExport, 'plan' | 'asOf'>): Promise<void> {
  await tx.export.create({
    data: {
      jobId,
      portalId: BigInt(portalId),
      tableId: wanted.tableId,
      sourceTitle: wanted.sourceTitle,
      format: wanted.format,
      options: wanted.options,
      query: wanted.query,
      columns: [...wanted.columns],
    },
  });
}

export async function getExport(tx: Tx, jobId: string): Promise<StoredExport> {
  const row = await tx.export.findUniqueOrThrow({ where: { jobId } });
  return {
    tableId: row.tableId,
    sourceTitle: row.sourceTitle,
    format: ExportFormat.parse(row.format),
    options: ExportOptions.parse(row.options),
    query: TableQuery.parse(row.query),
    columns: z.array(Column).parse(row.columns),
    plan: row.plan === null ? null : ReadPlan.parse(row.plan),
    asOf: row.asOf,
  };
}

/** What kind of file each of these jobs makes, by job id. */
export async function listFormats(tx: Tx, jobIds: readonly string[]): Promise<Map<string, ExportFormat>> {
  const rows = await tx.export.findMany({ where: { jobId: { in: [...jobIds] } }, select: { jobId: true, format: true } });
  return new Map(rows.map(({ jobId, format }) => [jobId, ExportFormat.parse(format)]));
}

export async function savePlan(tx: Tx, portalId: PortalId, jobId: string, plan: StoredPlan, asOf: Date): Promise<void> {
  await tx.export.update({ where: { jobId }, data: { plan, asOf } });
  await tx.exportPart.createMany({ data: plan.parts.map((_, part) => ({ jobId, part, portalId: BigInt(portalId) })) });
}

export async function listParts(tx: Tx, jobId: string): Promise<PartState[]> {
  return tx.exportPart.findMany({ where: { jobId }, orderBy: { part: 'asc' }, select: { part: true, cursor: true, nextSeq: true, done: true } });
}

/** The checkpoint: chunk and cursor move together, and only from the place the reader started at. */
export async function saveChunk(tx: Tx, portalId: PortalId, jobId: string, chunk: NewChunk, cursor: string): Promise<void> {
  await tx.chunk.create({ data: { ...chunk, jobId, portalId: BigInt(portalId), skipped: [...chunk.skipped] } });
  await tx.exportPart.update({
    where: { jobId_part: { jobId, part: chunk.part }, nextSeq: chunk.seq },
    data: { cursor, nextSeq: chunk.seq + 1 },
  });
}

export async function finishPart(tx: Tx, jobId: string, part: number): Promise<void> {
  await tx.exportPart.update({ where: { jobId_part: { jobId, part } }, data: { done: true } });
}

/** Chunks in file order. */
export async function listChunks(tx: Tx, jobId: string): Promise<NewChunk[]> {
  const rows = await tx.chunk.findMany({ where: { jobId }, orderBy: [{ part: 'asc' }, { seq: 'asc' }] });
  return rows.map((row) => ({
    part: row.part,
    seq: row.seq,
    fileKey: row.fileKey,
    rows: row.rows,
    upstream: row.upstream,
    calls: row.calls,
    bytes: Number(row.bytes),
    sha256: row.sha256,
    skipped: Skipped.parse(row.skipped),
  }));
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

export type Artifact = NewArtifact & { readonly jobId: string; readonly deletedAt: Date | null };

/** The finished files of these jobs, deleted ones too, by job id. */
export async function findArtifacts(tx: Tx, jobIds: readonly string[]): Promise<Map<string, Artifact>> {
  const rows = await tx.artifact.findMany({ where: { jobId: { in: [...jobIds] } } });
  return new Map(rows.map((row) => [row.jobId, { ...row, rows: Number(row.rows), bytes: Number(row.bytes), certificate: row.certificate as unknown as Certificate }]));
}

export async function markFileDeleted(tx: Tx, jobId: string, at: Date): Promise<void> {
  await tx.artifact.update({ where: { jobId }, data: { deletedAt: at } });
}
