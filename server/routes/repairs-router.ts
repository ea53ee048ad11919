import { pipeline } from 'node:stream/promises';
import { Router } from 'express';
import type { NextFunction, Request, Response } from 'express';
import type { SpokenLanguage } from '#contract';
import type { Caller } from '../../src/access/index.ts';
import type { Context } from '../../src/context/index.ts';
import { sha256 } from '../../src/core/crypto/sha256.ts';
import { awaitedRepair, createRepairUndo, isWritable, leftOutRows, openRepair, readList, sealRepair, showLeftOut, showResults, startRepair, writeCsvList, writeResults, writeXlsxList } from '../../src/exports/index.ts';
import type { LeftOut } from '../../src/exports/index.ts';
import { requireActive } from '../../src/installs/index.ts';
import type { JobRow } from '../../src/jobs/index.ts';
import { requireFileRight } from '../../src/policies/index.ts';
import type { Reading } from '../../src/readers/index.ts';
import type { App } from '../compose.ts';
import { contentDisposition } from '../content-disposition.ts';
import { receiveList } from '../receive-list.ts';
import { sendErrorPage } from '../pages/error-page.ts';
import { readingFor } from './reading-for.ts';
import { messagePage } from '../pages/message-page.ts';
import { repairPage } from '../pages/repair-page.ts';
import { repairWaitsPage } from '../pages/repair-waits-page.ts';
import { REPAIR_WORDS } from '../pages/repair-words.ts';

const PATIENCE_MS = 10_000;
/** Before every link: none is over yet. Whose it was says the language of the refusal. */
const EVER = 0;
/** Rows of a list are looked at as they go out, 100 at a time and within HubSpot's allowance. */
const LIST_MS = 30 * 60_000;
/** Of a link to a result: as long as that to the list. */
const LIFE_MS = 3_600_000;
const CSV = 'text/csv; charset=utf-8';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

type Params = { readonly token: string; readonly sheet?: string };
type Opened = Awaited<ReturnType<typeof openRepair>> & { readonly leftOut: LeftOut; readonly token: string; readonly language: SpokenLanguage };

/** Where the rows that an export left out are looked at, taken away as a list, and sent back corrected. GET only shows. */
export function createRepairsRouter(app: App): Router {
  const { context } = app;
  const router = Router({ strict: true, caseSensitive: true });
  router.use((_request, response, next) => {
    response.set({ 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer', 'X-Content-Type-Options': 'nosniff' });
    next();
  });
  router.get('/:token', (request: Request<Params>, response) => answer(app, request, response, async ({ leftOut, token, language, caller }) => {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const [sheets, results, writable] = await Promise.all([showLeftOut(context, caller.portalId, leftOut, language), showResults(context, caller.portalId, leftOut, language), isWritable(context, { caller, leftOut, language, signal })]);
    response.type('html').send(repairPage({ leftOut, sheets, results, writable, language, token }));
  }));
  router.get('/:token/results.csv', (request: Request<Params>, response) => answer(app, request, response, ({ leftOut, caller, language }) =>
    sendFile(response, { name: 'results.csv', type: CSV }, () => writeResults(context, caller.portalId, leftOut, language))));
  router.get('/:token/list-:sheet.csv', (request: Request<Params>, response) => answer(app, request, response, ({ leftOut, caller, language }) =>
    sendFile(response, { name: 'left-out-rows.csv', type: CSV }, (signal) => writeCsvList(context, { caller, leftOut, language, signal }, Number(request.params.sheet)))));
  router.get('/:token/list.xlsx', (request: Request<Params>, response) => answer(app, request, response, ({ leftOut, caller, language }) =>
    sendFile(response, { name: 'left-out-rows.xlsx', type: XLSX }, (signal) => writeXlsxList(context, { caller, leftOut, language, signal }))));
  // Who has no link sends no body that is read.
  const known = (request: Request<Params>, response: Response, next: NextFunction): void => {
    openRepair(context.tokenKeys, request.params.token, context.now()).then(() => next(), async (error: unknown) => refuse(context, request, response, error, (await readingOfLink(context, request)).language));
  };
  router.post('/:token', known, (request: Request<Params>, response) => answer(app, request, response, async ({ caller, jobId, leftOut, language }) => {
    const picked = await receiveList(request, (path) => (path === null ? Promise.resolve(undefined) : readList(context, caller, leftOut, path)));
    // The same list sent twice is the same click.
    const requestId = sha256(JSON.stringify([jobId, picked ?? null])).slice(0, 48);
    const job = await startRepair(context, caller, { requestId, jobId, picked }, AbortSignal.timeout(PATIENCE_MS));
    response.type('html').send(await sentPage(context, caller, { job, language, title: REPAIR_WORDS[language].sent, writes: picked?.some(({ wanted }) => wanted !== undefined) === true }));
  }));
  router.post('/:token/undo', (request: Request<Params>, response) => answer(app, request, response, async ({ caller, jobId, leftOut, language }) => {
    const picked = await createRepairUndo(context, caller, leftOut);
    const job = await startRepair(context, caller, { requestId: sha256(`undo ${jobId}`).slice(0, 48), jobId, picked, undo: true }, AbortSignal.timeout(PATIENCE_MS));
    response.type('html').send(await sentPage(context, caller, { job, language, title: REPAIR_WORDS[language].takingBack, writes: true }));
  }));
  return router;
}

async function answer({ context }: App, request: Request<Params>, response: Response, give: (opened: Opened) => unknown): Promise<void> {
  const { language } = await readingOfLink(context, request);
  try {
    const { token } = request.params;
    const { caller, jobId } = await openRepair(context.tokenKeys, token, context.now());
    await requireActive(context, caller.portalId);
    const awaited = await context.database.inPortal(caller.portalId, (tx) => awaitedRepair(tx, caller, jobId));
    if (awaited !== null && request.method === 'GET') return void response.type('html').send(repairWaitsPage(awaited, language));
    const leftOut = await context.database.inPortal(caller.portalId, (tx) => leftOutRows(tx, caller, jobId));
    await requireFileRight(context, caller, jobId, AbortSignal.timeout(PATIENCE_MS));
    await give({ caller, jobId, leftOut, token, language });
  } catch (error) {
    // A list that broke off must not pass for a whole one.
    if (response.headersSent) return void response.destroy();
    refuse(context, request, response, error, language);
  }
}

function refuse(context: Context, request: Request<Params>, response: Response, error: unknown, language: SpokenLanguage): void {
  const words = REPAIR_WORDS[language];
  sendErrorPage(context, response, error, request.method === 'GET' ? words.notShown : words.failed, language);
}

function readingOfLink(context: Context, request: Request<Params>): Promise<Reading> {
  return readingFor(context, request, async () => (await openRepair(context.tokenKeys, request.params.token, EVER)).caller);
}

/** Streams a file; headers go with its first piece, so that what fails before is told. */
async function sendFile(response: Response, { name, type }: { readonly name: string; readonly type: string }, write: (signal: AbortSignal) => AsyncIterable<Uint8Array> | Promise<AsyncIterable<Uint8Array>>): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const pieces = (await write(AbortSignal.any([gone.signal, AbortSignal.timeout(LIST_MS)])))[Symbol.asyncIterator]();
  const first = await pieces.next();
  response.set({ 'Content-Type': type, 'Content-Disposition': contentDisposition(name) });
  await pipeline(async function* () {
    if (first.done !== true) yield first.value;
    for (let next = await pieces.next(); next.done !== true; next = await pieces.next()) yield next.value;
  }, response);
}

type Sent = { readonly job: JobRow; readonly language: SpokenLanguage; readonly title: string; readonly writes: boolean };

async function sentPage(context: Context, caller: Caller, { job, language, title, writes }: Sent): Promise<string> {
  const words = REPAIR_WORDS[language];
  const token = await sealRepair(context.tokenKeys, { caller, jobId: job.id }, new Date(context.now() + LIFE_MS));
  // Rows that are only read again have no result beyond the file they are in.
  const link = writes ? { link: { url: `/repairs/${token}`, title: words.seeResults } } : {};
  const state = job.state === 'ready' ? 'ready' : job.state === 'held' ? 'held' : writes ? 'writes' : 'reads';
  return messagePage({ title, text: `${words.state[state]} ${words.stands(job.title)}`, fix: words.back, language, ...link });
}
