import { AppError } from '../../core/errors/index.ts';
import type { AnswerSchema } from '../gateway.ts';

/**
 * A successful answer's value. Both failures throw `hubspot.unavailable` without the body, which holds records:
 * text that is not JSON may be repeated (a page cut off, an error page with status 200), a wrong shape may not.
 */
export function parseAnswer<T>(body: string, schema: AnswerSchema<T>): { readonly value: T } | { readonly broken: AppError } {
  let json: unknown;
  try {
    json = body === '' ? null : JSON.parse(body);
  } catch {
    return { broken: new AppError('hubspot.unavailable', { detail: `HubSpot answered ${body.length} characters that are not JSON` }) };
  }
  try {
    return { value: schema.parse(json) };
  } catch (thrown) {
    if (thrown instanceof AppError) throw thrown;
    throw new AppError('hubspot.unavailable', { detail: `HubSpot's answer has an unknown shape${placesOf(thrown)}` });
  }
}

function placesOf(thrown: unknown): string {
  if (!(thrown instanceof Error) || !('issues' in thrown) || !Array.isArray(thrown.issues)) return '';
  const places = thrown.issues.slice(0, 3).map((issue: { path?: unknown }) => (Array.isArray(issue.path) ? issue.path.map(String).join('.') : ''));
  return ` at ${places.join(', ')}`;
}
