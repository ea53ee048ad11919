import express, { Router } from 'express';
import type { Request, Response } from 'express';
import { DecideApprovalRequest } from '#contract';
import type { SpokenLanguage } from '#contract';
import { decideApproval, readApprovalLink, whoseDecision } from '../../src/approvals/index.ts';
import { AppError } from '../../src/core/errors/index.ts';
import type { App } from '../compose.ts';
import { approvalPage } from '../pages/approval-page.ts';
import { APPROVAL_WORDS } from '../pages/approval-words.ts';
import { sendErrorPage } from '../pages/error-page.ts';
import { ERROR_TITLES } from '../pages/error-titles.ts';
import { messagePage } from '../pages/message-page.ts';
import { readingFor } from './reading-for.ts';

const MAX_FORM_BYTES = 10_000;
/** What HubSpot may take to say who the approver is. */
const PATIENCE_MS = 10_000;

/** The page behind the link of a mail that asks for a decision. GET only shows; the form's POST decides. */
export function createApprovalsRouter(app: App): Router {
  const router = Router({ strict: true, caseSensitive: true });
  router.use((_request, response, next) => {
    response.set({ 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' });
    next();
  });
  router.get('/:token', (request: Request<{ token: string }>, response) => show(app, request, response));
  router.post('/:token', express.urlencoded({ extended: false, limit: MAX_FORM_BYTES, parameterLimit: 5 }), (request: Request<{ token: string }>, response) => decide(app, request, response));
  return router;
}

async function show({ context }: App, request: Request<{ token: string }>, response: Response): Promise<void> {
  const reading = await readingFor(context, request, () => whoseDecision(context, request.params.token));
  try {
    const { token } = request.params;
    const { approval } = await readApprovalLink(context, token, AbortSignal.timeout(PATIENCE_MS));
    response.type('html').send(approval.state === 'pending' ? approvalPage(approval, token, reading) : settledPage(approval.title, approval.state, reading.language));
  } catch (error) {
    sendErrorPage(context, response, error, ERROR_TITLES[reading.language].link, reading.language);
  }
}

async function decide({ context }: App, request: Request<{ token: string }>, response: Response): Promise<void> {
  const { language } = await readingFor(context, request, () => whoseDecision(context, request.params.token));
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const { approver, approval } = await readApprovalLink(context, request.params.token, signal);
    const form = DecideApprovalRequest.safeParse({ ...(request.body as object), jobId: approval.jobId });
    if (!form.success) throw new AppError('request.invalid', { detail: 'approval form not understood' });
    const decided = await decideApproval(context, approver, form.data, signal);
    response.type('html').send(settledPage(decided.title, decided.state, language));
  } catch (error) {
    sendErrorPage(context, response, error, ERROR_TITLES[language].decision, language);
  }
}

function settledPage(title: string, state: string, language: SpokenLanguage): string {
  const settled = APPROVAL_WORDS[language].settled[state === 'approved' || state === 'refused' ? state : 'over'];
  return messagePage({ title: settled.title, text: settled.text(title), fix: settled.fix, language });
}
