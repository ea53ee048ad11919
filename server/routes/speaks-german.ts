import type { Request } from 'express';

/** Whether the browser prefers German to English. */
export function speaksGerman(request: Pick<Request, 'acceptsLanguages'>): boolean {
  return request.acceptsLanguages('en', 'de') === 'de';
}
