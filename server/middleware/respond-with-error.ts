import type { Response } from 'express';
import type { Reply } from '#contract';
import { AppError, toAppError } from '../../src/core/errors/index.ts';
import { supportCode } from '../../src/core/ids/support-code.ts';
import type { Context } from '../../src/context/index.ts';

/**
 * Answers a card with an error in the one shape. Expected errors are 200 (HubSpot does not promise to show a card
 * the body of a 4xx); a request that HubSpot did not sign is 401; what nobody expected is 500 with a support code only.
 */
export function respondWithError(context: Context, response: Response, thrown: unknown, about: object): void {
  const error = toAppError(thrown);
  const code = supportCode(context.random);
  const unexpected = error.code === 'internal';
  context.log[unexpected ? 'error' : 'info']({ ...about, code: error.code, supportCode: code, ...(unexpected ? { err: error } : { detail: error.message }) }, 'card request failed');
  const { userMessage, fix } = unexpected ? new AppError('internal') : error;
  const reply: Reply<never> = { ok: false, error: { code: error.code, message: userMessage, fix, supportCode: code } };
  response.status(unexpected ? 500 : error.code === 'request.unsigned' ? 401 : 200).json(reply);
}
