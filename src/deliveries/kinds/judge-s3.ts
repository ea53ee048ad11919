import { AppError } from '../../core/errors/index.ts';
import type { Outcome } from '../define-kind.ts';

/** What the AWS SDK threw. Errors of our own file store pass through. */
export function judgeS3(thrown: unknown): Outcome {
  if (thrown instanceof AppError) throw thrown;
  const { name = 'Error', code, $metadata } = thrown as { name?: string; code?: string; $metadata?: { httpStatusCode?: number } };
  const status = $metadata?.httpStatusCode;
  if (name === 'NoSuchBucket') return { state: 'not_sent', final: true, reason: 'There is no such bucket.' };
  if (status !== undefined && status >= 300 && status < 400) return { state: 'not_sent', final: true, reason: 'The bucket is in another region.' };
  if (status === 401 || status === 403) return { state: 'not_sent', final: true, reason: 'The bucket does not let us in. Check the keys and what they may do.' };
  if (status === 429 || status === 503) return { state: 'not_sent', reason: 'The bucket asks us to slow down.' };
  if (status !== undefined && status >= 400 && status < 500 && status !== 408 && status !== 404) return { state: 'not_sent', final: true, reason: `The bucket refuses it (${status}).` };
  if (status !== undefined) return { state: 'not_sent', reason: `The bucket has a problem (${status}).` };
  if (code !== undefined || /Timeout|Abort/i.test(name)) return { state: 'not_sent', reason: 'The bucket does not answer.' };
  return { state: 'not_sent', reason: 'The bucket broke off.' };
}
