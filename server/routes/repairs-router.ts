import express, { Router } from 'express';
import type { Request, Response } from 'express';
import { leftOutRows, openRepair, readRepairFile, startRepair, writeRepairFile } from '../../src/exports/index.ts';
import { sha256 } from '../../src/core/crypto/sha256.ts';
import { AppError } from '../../src/core/errors/index.ts';
import { requireActive } from '../../src/installs/index.ts';
import { requireFileRight } from '../../src/policies/index.ts';
import type { App } from '../compose.ts';
import { contentDisposition } from '../content-disposition.ts';
import { sendErrorPage } from '../pages/error-page.ts';
import { messagePage } from '../pages/message-page.ts';
import { repairPage } from '../pages/repair-page.ts';

const MAX_BYTES = 1_000_000;
const PATIENCE_MS = 10_000;

/** Where the rows that an export left out are looked at, taken away as a list, and sent back corrected. GET only shows. */
export function createRepairsRouter(app: App): Router {
  const router = Router({ strict: true, caseSensitive: true });
  router.use((_request, response, next) => {
    response.set({ 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer', 'X-Content-Type-Options': 'nosniff' });
    next();
  });
  router.get('/:token', (request: Request<{ token: string }>, response) => answer(app, request, response, ({ leftOut, token }) => response.type('html').send(repairPage(leftOut, token))));
  router.get('/:token/list.csv', (request: Request<{ token: string }>, response) => answer(app, request, response, ({ leftOut }) => {
    response.set({ 'Content-Type': 'text/csv; charset=utf-8', 'Content-Disposition': contentDisposition('left-out-rows.csv') }).send(writeRepairFile(leftOut.rows));
  }));
  // No browser compresses a form: what is sent small is never made large here (T49).
  const form = express.raw({ type: 'multipart/form-data', limit: MAX_BYTES, inflate: false });
  router.post('/:token', form, (request: Request<{ token: string }>, response) => answer(app, request, response, async ({ caller, jobId }) => {
    const text = await sentText(request);
    const rows = text === '' ? undefined : readRepairFile(text);
    // The same list sent twice is the same click.
    const requestId = sha256(JSON.stringify([jobId, rows ?? null])).slice(0, 48);
    const job = await startRepair(app.context, caller, { requestId, jobId, rows }, AbortSignal.timeout(PATIENCE_MS));
    const state = job.state === 'ready' ? 'The file is ready.' : job.state === 'held' ? 'It waits for approval.' : 'The rows are being read.';
    response.type('html').send(messagePage({ title: 'Sent back', text: `${state} It stands in My exports as “${job.title}”.`, fix: 'Go back to HubSpot; you need to do nothing more here.' }));
  }));
  return router;
}

type Opened = Awaited<ReturnType<typeof openRepair>> & { readonly leftOut: Awaited<ReturnType<typeof leftOutRows>>; readonly token: string };

async function answer({ context }: App, request: Request<{ token: string }>, response: Response, give: (opened: Opened) => unknown): Promise<void> {
  try {
    const { token } = request.params;
    const { caller, jobId } = await openRepair(context.tokenKeys, token, context.now());
    await requireActive(context, caller.portalId);
    const leftOut = await context.database.inPortal(caller.portalId, (tx) => leftOutRows(tx, caller, jobId));
    await requireFileRight(context, caller, jobId, AbortSignal.timeout(PATIENCE_MS));
    await give({ caller, jobId, leftOut, token });
  } catch (error) {
    sendErrorPage(context, response, error, 'Nothing was sent back');
  }
}

/** What was uploaded, or else what was pasted; empty where neither was. */
async function sentText(request: Request): Promise<string> {
  if (!Buffer.isBuffer(request.body)) throw new AppError('request.invalid', { detail: 'no form' });
  const form = await new globalThis.Response(new Uint8Array(request.body), { headers: { 'content-type': request.get('content-type') ?? '' } }).formData().catch((cause: unknown) => {
    throw new AppError('request.invalid', { cause });
  });
  const file = form.get('file');
  if (file instanceof File && file.size > 0) return file.text();
  const pasted = form.get('pasted');
  return typeof pasted === 'string' ? pasted.trim() : '';
}
