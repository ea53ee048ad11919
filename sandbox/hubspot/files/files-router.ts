import express, { Router } from 'express';
import { createHash } from 'node:crypto';
import { parse } from 'node:path';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { callerOf, requireScope } from '../http/caller.ts';
import { parseInput, pathParam } from '../http/parse.ts';
import { invalid, notFound } from '../http/problems.ts';
import { sendJson } from '../http/send.ts';

const options = z.object({
  access: z.enum(['PUBLIC_INDEXABLE', 'PUBLIC_NOT_INDEXABLE', 'PRIVATE']),
  overwrite: z.boolean().default(false),
  duplicateValidationStrategy: z.enum(['NONE', 'REJECT', 'RETURN_EXISTING']).default('NONE'),
  duplicateValidationScope: z.enum(['ENTIRE_PORTAL', 'EXACT_FOLDER']).default('ENTIRE_PORTAL'),
});
const fields = z.object({
  fileName: z.string().min(1).max(500), folderPath: z.string().regex(/^\/./),
  options: z.string().transform((text, check) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      check.addIssue({ code: 'custom', message: 'options must be JSON' });
      return z.NEVER;
    }
  }).pipe(options),
});

type Row = { id: string; name: string; folder: string; access: string; bytes: number; md5: string };

/** The file manager: upload of one file as a form, and what is known of a file. Contents are not kept. */
export function filesRouter(ctx: Context): Router {
  const router = Router({ mergeParams: true });
  router.post('/files', express.raw({ type: 'multipart/form-data', limit: '20mb' }), async (req, res) => {
    const caller = callerOf(res);
    requireScope(caller, ['files']);
    const form = await new Response(new Uint8Array(req.body as Buffer), { headers: { 'content-type': req.get('content-type') ?? '' } }).formData().catch(() => {
      throw invalid('The form could not be read.');
    });
    const file = form.get('file');
    if (!(file instanceof File) || file.size === 0) throw invalid('A file is required.');
    const given = parseInput(fields, Object.fromEntries([...form].filter(([, value]) => typeof value === 'string')));
    const { options: wanted } = given;
    const bytes = Buffer.from(await file.arrayBuffer());
    const md5 = createHash('md5').update(bytes).digest('hex');
    if (wanted.duplicateValidationStrategy !== 'NONE') {
      const same = await ctx.pool.query<Row>(
        'SELECT id::text, name, folder, access, bytes, md5 FROM hubspot.files WHERE portal_id = $1 AND md5 = $2 AND ($3 OR (folder = $4 AND name = $5))',
        [caller.portalId, md5, wanted.duplicateValidationScope === 'ENTIRE_PORTAL', given.folderPath, given.fileName]);
      if (same.rows[0]) {
        if (wanted.duplicateValidationStrategy === 'REJECT') throw invalid('This file is already there.');
        return sendJson(res, 201, shown(same.rows[0]));
      }
    }
    const made = await ctx.pool.query<Row>(
      'INSERT INTO hubspot.files (portal_id, name, folder, access, bytes, md5) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id::text, name, folder, access, bytes, md5',
      [caller.portalId, given.fileName, given.folderPath, wanted.access, bytes.length, md5]);
    sendJson(res, 201, shown(made.rows[0]!));
  });
  router.get('/files/:id', async (req, res) => {
    const caller = callerOf(res);
    requireScope(caller, ['files']);
    const id = pathParam(req, 'id');
    const found = /^\d{1,18}$/.test(id) ? await ctx.pool.query<Row>('SELECT id::text, name, folder, access, bytes, md5 FROM hubspot.files WHERE portal_id = $1 AND id = $2', [caller.portalId, id]) : undefined;
    if (!found?.rows[0]) throw notFound();
    sendJson(res, 200, shown(found.rows[0]));
  });
  return router;
}

function shown({ id, name, folder, access, bytes, md5 }: Row) {
  const { name: bare, ext } = parse(name);
  return { id, name: bare, extension: ext.slice(1), path: `${folder}/${name}`, access, size: bytes, fileMd5: md5, archived: false };
}
