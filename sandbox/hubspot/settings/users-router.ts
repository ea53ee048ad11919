import { Router } from 'express';
import type { Context } from '../context.ts';
import { callerOf, requireScope } from '../http/caller.ts';
import { pathParam } from '../http/parse.ts';
import { notFound } from '../http/problems.ts';
import { sendJson } from '../http/send.ts';

/** GET /settings/users/{version}/{id}: one user of the account. Nobody here is a super admin, so rights show as most people have them. */
export function usersRouter(ctx: Context): Router {
  const router = Router({ mergeParams: true });
  router.get('/:id', async (req, res) => {
    const caller = callerOf(res);
    requireScope(caller, ['settings.users.read']);
    const id = pathParam(req, 'id');
    const found = /^\d{1,18}$/.test(id)
      ? await ctx.pool.query<{ email: string }>('SELECT email FROM hubspot.owners WHERE portal_id = $1 AND user_id = $2 AND NOT archived', [caller.portalId, id])
      : undefined;
    const row = found?.rows[0];
    if (!row) throw notFound(`User with id ${id} not found`);
    sendJson(res, 200, { id, email: row.email, superAdmin: false, roleIds: [] });
  });
  return router;
}
