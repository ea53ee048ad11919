import type { Response } from 'express';
import type { SpokenLanguage } from '#contract';
import { sayIn } from '#sentences';
import { AppError, toAppError } from '../../src/core/errors/index.ts';
import { supportCode } from '../../src/core/ids/support-code.ts';
import type { Context } from '../../src/context/index.ts';
import { messagePage } from './message-page.ts';

/** Answers a browser with an error in plain words: what did not work (`title`), why, what to do; the support code finds the log line. */
export function sendErrorPage(context: Context, response: Response, thrown: unknown, title: string, language: SpokenLanguage): void {
  const error = asReceived(thrown);
  const code = supportCode(context.random);
  context.log[error.code === 'internal' ? 'error' : 'info']({ code: error.code, supportCode: code, err: error }, 'page request failed');
  const { status, again } = verdict(error);
  if (again) response.set('Retry-After', '30');
  response.status(status).type('html').send(messagePage({ title, text: sayIn(language, error.userMessage), fix: sayIn(language, error.fix), supportCode: code, language }));
}

/** An address or body that cannot be read is the sender's fault, whatever the library that noticed throws. */
function asReceived(thrown: unknown): AppError {
  const status = typeof thrown === 'object' && thrown !== null && 'status' in thrown ? Number(thrown.status) : 0;
  return status >= 400 && status < 500 ? new AppError('request.invalid', { cause: thrown }) : toAppError(thrown);
}

/** Trouble that passes is 503: the same address works again later, and nothing was used up (F52). */
function verdict(error: AppError): { readonly status: number; readonly again: boolean } {
  if (error.code === 'internal') return { status: 500, again: false };
  if (error.code === 'link.invalid') return { status: 410, again: false };
  return error.retry === 'never' ? { status: 400, again: false } : { status: 503, again: true };
}
