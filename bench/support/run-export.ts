import { randomUUID } from 'node:crypto';
import type { ExportFormat, Job, JoinedTables, TableQuery } from '#contract';
import { checkFile } from '../../scripts/demo/check-file.ts';
import type { FileFacts, Origin } from '../../scripts/demo/check-file.ts';
import type { CardClient } from './card-client.ts';
import { hashBody } from './hash-body.ts';

export type ReadyJob = Extract<Job, { state: 'ready' }>;
export type ExportRun = {
  readonly job: ReadyJob;
  /** From the click to the answer that says ready. */
  readonly readySeconds: number;
  /** From the click to the download link. */
  readonly linkSeconds: number;
  readonly url: string;
};

/** One click on Export, followed until its link is there, asking every `pollMs` as the card would every second or two. */
export async function runExport(cards: CardClient, query: TableQuery, options: { readonly pollMs: number; readonly format?: ExportFormat; readonly joined?: JoinedTables; readonly onProgress?: (job: Job) => void }): Promise<ExportRun> {
  const began = performance.now();
  const since = (): number => (performance.now() - began) / 1000;
  const started = await cards.ask('start-export', { requestId: randomUUID(), query, format: options.format ?? 'csv', ...(options.joined === undefined ? {} : { joined: options.joined }) });
  for (let job = started.job; ; ) {
    if (job.state === 'ready') {
      const readySeconds = since();
      const { url } = started.link ?? (await cards.ask('create-link', { jobId: job.id }));
      return { job, readySeconds, linkSeconds: since(), url };
    }
    if (job.state !== 'queued' && job.state !== 'running') throw new Error(`the export ended as ${JSON.stringify(job)}`);
    options.onProgress?.(job);
    await new Promise((resolve) => setTimeout(resolve, options.pollMs));
    job = (await cards.ask('get-job', { jobId: job.id })).job;
  }
}

/** Downloads the file and compares it with the source, row by row and cell by cell, and with its certificate. Throws at the first difference. */
export async function verifyExport(made: ExportRun, origin: Origin, rows: number): Promise<FileFacts> {
  const file = await checkFile(await downloadFile(made), origin);
  if (file.rows !== rows) throw new Error(`the file has ${file.rows} rows, ${rows} were to be exported`);
  checkCertificate(made, file.sha256, rows);
  return file;
}

/** Downloads the file and compares it with its certificate only. */
export async function verifyFile(made: ExportRun, rows: number): Promise<Pick<FileFacts, 'bytes' | 'sha256'>> {
  const file = await hashBody(await downloadFile(made));
  checkCertificate(made, file.sha256, rows);
  return file;
}

/** The file's bytes as they come. */
export async function downloadFile({ url }: ExportRun): Promise<AsyncIterable<Uint8Array>> {
  const answer = await fetch(url, { method: 'POST' });
  if (!answer.ok || answer.body === null) throw new Error(`the file answered ${answer.status}`);
  return answer.body;
}

function checkCertificate({ job }: ExportRun, sha256: string, rows: number): void {
  if (sha256 !== job.certificate.sha256) throw new Error('the file is not the one in the certificate');
  if (!job.certificate.complete || job.rows !== rows) throw new Error('the certificate does not say that the file is complete');
}
