import express, { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { HubSpotError } from '../http/hubspot-error.ts';
import { knownVersion } from '../http/known-version.ts';
import { pathParam } from '../http/parse.ts';
import { sendJson } from '../http/send.ts';
import type { JournalFile } from './journal.ts';

const Subscription = z.strictObject({ subscriptionType: z.literal('APP_LIFECYCLE_EVENT'), eventTypeId: z.enum(['4-1909196', '4-1916193']), properties: z.array(z.string()) });

/** The webhooks journal, for the app itself and not for a portal: its own token, no budget of any portal. */
export function journalRouter(ctx: Context): Router {
  const router = Router();
  const json = express.json({ limit: '64kb' });

  router.post('/webhooks-journal/subscriptions/:version', knownVersion, json, (req: Request, res: Response) => {
    requireApp(ctx, req, 'developer.webhooks_journal.subscriptions.write');
    const parsed = Subscription.safeParse(req.body);
    if (!parsed.success) throw new HubSpotError(400, { status: 'error', category: 'VALIDATION_ERROR', message: 'Invalid input JSON' });
    ctx.journal.subscribe(parsed.data.eventTypeId);
    sendJson(res, 201, { id: 1, ...parsed.data });
  });

  router.get('/webhooks-journal/journal/:version/earliest', knownVersion, async (req: Request, res: Response) => {
    await answer(ctx, req, res, null);
  });
  router.get('/webhooks-journal/journal/:version/offset/:offset/next', knownVersion, async (req: Request, res: Response) => {
    await answer(ctx, req, res, pathParam(req, 'offset'));
  });

  // Like a signed address of S3: good for whoever has it, and refused together with any other credential.
  router.get('/journal-files/:signature', async (req: Request, res: Response) => {
    if (req.get('authorization') !== undefined) return void res.status(400).type('application/xml').send('<Error><Code>InvalidArgument</Code><Message>Only one auth mechanism allowed</Message></Error>');
    const file = await ctx.journal.fileAt(pathParam(req, 'signature'));
    if (file === undefined) return void res.status(403).type('application/xml').send('<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>');
    sendJson(res, 200, { offset: file.offset, journalEvents: file.events, publishedAt: new Date(file.publishedAt).toISOString() });
  });
  return router;
}

async function answer(ctx: Context, req: Request, res: Response, after: string | null): Promise<void> {
  requireApp(ctx, req, 'developer.webhooks_journal.read');
  const file: JournalFile | 'unknown' | undefined = await ctx.journal.next(after);
  if (file === 'unknown') throw new HubSpotError(404, { status: 'error', category: 'OBJECT_NOT_FOUND', message: 'offset not found' });
  if (file === undefined) return void res.status(204).send();
  const { signature, expiresAt } = ctx.journal.sign(file.offset);
  sendJson(res, 200, { url: `${req.protocol}://${req.get('host') ?? ''}/journal-files/${signature}`, expiresAt: new Date(expiresAt).toISOString(), currentOffset: file.offset });
}

function requireApp(ctx: Context, req: Request, scope: string): void {
  const token = /^Bearer (\S+)$/.exec(req.get('authorization') ?? '')?.[1] ?? '';
  const scopes = ctx.journal.scopesOf(token);
  if (scopes === undefined) throw new HubSpotError(401, { status: 'error', category: 'INVALID_AUTHENTICATION', message: 'This API needs a token of the app itself (client credentials).' });
  if (!scopes.has(scope)) throw new HubSpotError(403, { status: 'error', category: 'MISSING_SCOPES', message: `This app hasn't been granted all required scopes: ${scope}` });
}
