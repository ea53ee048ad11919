import type { NextFunction, Request, Response } from 'express';
import { pathParam } from './parse.ts';
import { sendHtml } from './send.ts';

export type ApiVersion = '2026-03' | '2026-09';

/** Dated versions this fake speaks. https://developers.hubspot.com/docs/developer-tooling/platform/versioning.md */
export const apiVersions: readonly ApiVersion[] = ['2026-03', '2026-09'];

/** 404, in HTML as from the edge, for any other version. */
export function knownVersion(req: Request, res: Response, next: NextFunction): void {
  if (apiVersions.some((version) => version === pathParam(req, 'version'))) return next();
  sendHtml(res, 404, 'Not Found');
}

/** 2026-09 no longer answers 207: partial failures come with 200 and `numErrors`. */
export function partialStatus(req: Request): number {
  return pathParam(req, 'version') === '2026-09' ? 200 : 207;
}
