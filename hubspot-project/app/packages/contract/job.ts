import { z } from 'zod';
import { ExportFormat } from './export-format.ts';
import { RecordRef } from './record-ref.ts';
import { WireError } from './reply.ts';

export const JobPhase = z.enum(['planning', 'writing', 'reading', 'waiting', 'rendering', 'publishing']);
export type JobPhase = z.infer<typeof JobPhase>;

/** What the certificate proves, in short; the whole of it is a link on the download page. */
export const CertificateSummary = z.strictObject({
  complete: z.boolean(),
  upstream: z.number().int(),
  written: z.number().int(),
  skipped: z.number().int(),
  /** Rows of the table that did not meet the filters; absent where there are none, or they could not be counted. */
  outsideFilters: z.number().int().optional(),
  sha256: z.string(),
  asOf: z.string(),
});
export type CertificateSummary = z.infer<typeof CertificateSummary>;

export const NoticeState = z.strictObject({
  kind: z.enum(['started', 'ready', 'failed', 'cancelled', 'held', 'approved']),
  channel: z.enum(['inbox', 'email']),
  state: z.enum(['pending', 'sent', 'uncertain', 'failed', 'suppressed']),
  /** Of a `suppressed` one: the export took less than so many minutes, the account sends none, or none to such addresses. */
  why: z.discriminatedUnion('reason', [
    z.strictObject({ reason: z.literal('shorter'), minutes: z.number().int() }),
    z.strictObject({ reason: z.literal('never') }),
    z.strictObject({ reason: z.literal('domain') }),
  ]).optional(),
});
export type NoticeState = z.infer<typeof NoticeState>;

/** What is still there of an export that stopped, and until when; a part of the file can be made of it. */
export const KeptRows = z.strictObject({ rows: z.number().int(), until: z.string() });
export type KeptRows = z.infer<typeof KeptRows>;

/** What a paused job waits for. It tries again by itself and goes on where it stopped. */
export const JobWaiting = z.strictObject({ message: z.string(), fix: z.string(), since: z.string() });
export type JobWaiting = z.infer<typeof JobWaiting>;

/** Why an export waits for somebody's agreement, and until when it may be given. */
export const HeldFor = z.strictObject({ why: z.string(), rows: z.number().int().nullable(), expiresAt: z.string() });
export type HeldFor = z.infer<typeof HeldFor>;

const JobBase = {
  id: z.string(),
  title: z.string(),
  /** Null for a view, which makes no file. */
  format: ExportFormat.nullable(),
  lane: z.enum(['immediate', 'background']),
  createdAt: z.string(),
  /** The export whose left-out rows it reads again. */
  repairs: z.string().optional(),
  /** The newest export that reads again what this one left out. */
  repairedBy: z.string().optional(),
  /** The export whose changes in HubSpot it takes back. */
  undoes: z.string().optional(),
  /** How many rows it has changed in HubSpot, and whether they were asked to be taken back. */
  changed: z.strictObject({ rows: z.number().int(), undone: z.boolean() }).optional(),
  /** Who asked for it; the inbox shows only the caller's own. */
  notices: z.array(NoticeState),
};

/** A job as its owner sees it. Every state carries just what it can know. */
export const Job = z.discriminatedUnion('state', [
  z.strictObject({ ...JobBase, state: z.literal('queued'), ahead: z.number().int(), waiting: JobWaiting.nullable() }),
  z.strictObject({ ...JobBase, state: z.literal('held'), approval: HeldFor }),
  z.strictObject({
    ...JobBase,
    state: z.literal('running'),
    phase: JobPhase,
    rowsDone: z.number().int(),
    rowsTotal: z.number().int().nullable(),
    secondsLeft: z.number().int().nullable(),
    cancelling: z.boolean(),
    /** There after a wait, until there is progress. */
    waiting: JobWaiting.nullable(),
  }),
  z.strictObject({
    ...JobBase,
    state: z.literal('ready'),
    finishedAt: z.string(),
    seconds: z.number(),
    rows: z.number().int(),
    bytes: z.number().int(),
    fileName: z.string(),
    expiresAt: z.string(),
    certificate: CertificateSummary,
    /** Made of what had been read of an export that stopped. */
    partial: z.boolean(),
  }),
  z.strictObject({
    ...JobBase,
    /** A slow view that is there now: its card shows it, on this record, until the time is over. */
    state: z.literal('shown'),
    finishedAt: z.string(),
    rows: z.number().int(),
    until: z.string(),
    record: RecordRef,
  }),
  z.strictObject({ ...JobBase, state: z.literal('failed'), finishedAt: z.string(), error: WireError, rowsDone: z.number().int(), kept: KeptRows.nullable() }),
  z.strictObject({ ...JobBase, state: z.literal('cancelled'), finishedAt: z.string(), rowsDone: z.number().int(), kept: KeptRows.nullable() }),
  z.strictObject({
    ...JobBase,
    state: z.literal('expired'),
    finishedAt: z.string(),
    /** Why the file was taken back before its time was over. */
    withdrawn: z.string().optional(),
  }),
]);
export type Job = z.infer<typeof Job>;

export const JobRequest = z.strictObject({ jobId: z.uuid() });
export type JobRequest = z.infer<typeof JobRequest>;

/** POST /ui/get-job, /ui/cancel-job, /ui/retry-job, /ui/finish-partial. */
export const JobResponse = z.strictObject({ job: Job });
export type JobResponse = z.infer<typeof JobResponse>;

/** POST /ui/list-jobs: the caller's own, newest first, at most 50; with `before`, those older than this job. */
export const ListJobsRequest = z.strictObject({ before: z.uuid().optional() });
export type ListJobsRequest = z.infer<typeof ListJobsRequest>;
export const ListJobsResponse = z.strictObject({ jobs: z.array(Job), older: z.boolean().optional() });
export type ListJobsResponse = z.infer<typeof ListJobsResponse>;

/** POST /ui/repair-export: reads again what a finished export left out; all rows its certificate names, or these, some under another key. */
export const RepairExportRequest = z.strictObject({
  requestId: z.string().regex(/^[A-Za-z0-9_-]{16,64}$/),
  jobId: z.uuid(),
  rows: z.array(z.strictObject({ key: z.string().min(1).max(500), corrected: z.string().min(1).max(500).optional() })).min(1).max(1_000).optional(),
});
export type RepairExportRequest = z.infer<typeof RepairExportRequest>;

/** POST /ui/rerun-export: asks for an ended export of the caller's once more, with today's rows. One `requestId` per click. */
export const RerunExportRequest = RepairExportRequest.omit({ rows: true });
export type RerunExportRequest = z.infer<typeof RerunExportRequest>;

/** POST /ui/create-link, and /ui/create-repair-link for the page where left-out rows are sent back: a fresh link to the landing page of a ready file. */
export const CreateLinkResponse = z.strictObject({ url: z.string(), expiresAt: z.string() });
export type CreateLinkResponse = z.infer<typeof CreateLinkResponse>;
