import type { Response } from 'express';
import { toAppError } from '../../src/core/errors/index.ts';
import { supportCode } from '../../src/core/ids/support-code.ts';
import type { Context } from '../../src/context/index.ts';
import { messagePage } from './message-page.ts';

/** Answers a browser with an error in plain words; the support code finds the log line. */
export function sendErrorPage(context: Context, response: Response, thrown: unknown, title: string): void {
  const error = toAppError(thrown);
  const code = supportCode(context.random);
  context.log[error.code === 'internal' ? 'error' : 'info']({ code: error.code, supportCode: code, err: error }, 'page request failed');
  const status = error.code === 'internal' ? 500 : error.code === 'link.invalid' ? 410 : 400;
  response.status(status).type('html').send(messagePage({ title, text: error.userMessage, fix: error.fix, supportCode: code }));
}
