import { Router } from 'express';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { callerOf, requireScope } from '../http/caller.ts';
import { booleanParam, limitParam } from '../http/inputs.ts';
import { parseInput, pathParam } from '../http/parse.ts';
import { notFound } from '../http/problems.ts';
import { sendJson } from '../http/send.ts';

const listQuery = z.object({
  email: z.string().optional(), limit: limitParam(500, 100), after: z.string().regex(/^\d{1,18}$/).optional(), archived: booleanParam,
});
const readQuery = z.object({ idProperty: z.enum(['id', 'userId']).default('id'), archived: booleanParam });

type OwnerRow = { id: string; user_id: string; email: string; first_name: string; last_name: string; archived: boolean };

/** GET /crm/owners/{version} and one owner by id or by user id. An archived owner has no userId any more. */
export function ownersRouter(ctx: Context): Router {
  const router = Router({ mergeParams: true });
  const scopes = ['crm.objects.owners.read'];
  router.get('/', async (req, res) => {
    const { portalId, ...caller } = callerOf(res);
    requireScope({ portalId, ...caller }, scopes);
    const input = parseInput(listQuery, req.query);
    const found = await ctx.pool.query<OwnerRow>(
      `SELECT * FROM hubspot.owners WHERE portal_id = $1 AND archived = $2 AND id >= $3 AND ($4::text IS NULL OR lower(email) = lower($4))
       ORDER BY id LIMIT $5`, [portalId, input.archived, input.after ?? '0', input.email ?? null, input.limit + 1]);
    const page = found.rows.slice(0, input.limit);
    const next = found.rows[input.limit];
    const paging = next ? { paging: { next: { after: next.id, link: `https://api.hubapi.com${req.baseUrl}?after=${next.id}` } } } : {};
    sendJson(res, 200, { results: page.map((row) => describe(row, ctx.now())), ...paging });
  });
  router.get('/:id', async (req, res) => {
    const caller = callerOf(res);
    requireScope(caller, scopes);
    const input = parseInput(readQuery, req.query);
    const id = pathParam(req, 'id');
    const column = input.idProperty === 'userId' ? 'user_id' : 'id';
    const found = /^\d{1,18}$/.test(id) ? await ctx.pool.query<OwnerRow>(
      `SELECT * FROM hubspot.owners WHERE portal_id = $1 AND ${column} = $2 AND archived = $3`, [caller.portalId, id, input.archived]) : undefined;
    const row = found?.rows[0];
    if (!row) throw notFound(`Owner with id ${id} not found`);
    sendJson(res, 200, describe(row, ctx.now()));
  });
  return router;
}

function describe(row: OwnerRow, now: number) {
  const at = new Date(now - (now % 86_400_000)).toISOString();
  return {
    id: row.id, email: row.email, type: 'PERSON', firstName: row.first_name, lastName: row.last_name,
    userId: row.archived ? null : Number(row.user_id), userIdIncludingInactive: Number(row.user_id),
    createdAt: at, updatedAt: at, archived: row.archived, teams: [],
  };
}
