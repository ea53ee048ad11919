import type { RequestHandler } from 'express';
import type { Context } from '../context.ts';

const rules: [RegExp, string][] = [
  [/^\/crm\/v[34]\/(objects|properties|owners|pipelines|associations)(?=[/?]|$)/, '/crm/$1/2026-03'],
  [/^\/oauth\/v3\//, '/oauth/2026-03/'],
  [/^\/account-info\/v3\//, '/account-info/2026-03/'],
];

/** Lets clients that know only semantic versions be measured here; off unless `settings.legacyPaths` says otherwise. */
export function legacyPaths(ctx: Context): RequestHandler {
  return (req, _res, next) => {
    if (ctx.settings.legacyPaths) {
      for (const [pattern, path] of rules) req.url = req.url.replace(pattern, path);
    }
    next();
  };
}
