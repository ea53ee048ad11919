import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Router } from 'express';
import type { Request } from 'express';
import { openAuditLink, readAuditCsv, writeAudit } from '../../src/audit/index.ts';
import { requireAdmin } from '../../src/policies/index.ts';
import type { App } from '../compose.ts';
import { contentDisposition } from '../content-disposition.ts';
import { sendErrorPage } from '../pages/error-page.ts';
import { ERROR_TITLES } from '../pages/error-titles.ts';
import { readingFor } from './reading-for.ts';

/** What HubSpot may take to say who somebody is. */
const RIGHT_MS = 10_000;
/** Before every link: none is over yet. Whose it was says the language of the refusal. */
const EVER = 0;

/** The audit log as a file, behind a signed link, for whoever is an admin now. That it was taken away stands in the log before its first byte leaves. */
export function createAuditRouter({ context }: App): Router {
  const router = Router({ strict: true, caseSensitive: true });
  router.get('/:token', async (request: Request<{ token: string }>, response) => {
    try {
      const { portalId, userId, filter } = await openAuditLink(context.tokenKeys, request.params.token, context.now());
      await requireAdmin(context, { portalId, userId }, AbortSignal.timeout(RIGHT_MS));
      await context.database.inPortal(portalId, (tx) => writeAudit(tx, portalId, { userId, action: 'audit.exported', subject: 'log', details: { filter } }));
      const day = new Date(context.now()).toISOString().slice(0, 10);
      response.set({
        'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer', 'X-Content-Type-Options': 'nosniff',
        'Content-Type': 'text/csv; charset=utf-8', 'Content-Disposition': contentDisposition(`siderail-activity-${day}.csv`),
      });
      await pipeline(Readable.from(readAuditCsv(context, portalId, filter)), response);
    } catch (error) {
      // Half a log must not look like a whole one: the connection breaks instead of ending.
      if (response.headersSent) {
        response.destroy();
        return;
      }
      const { language } = await readingFor(context, request, () => openAuditLink(context.tokenKeys, request.params.token, EVER));
      sendErrorPage(context, response, error, ERROR_TITLES[language].link, language);
    }
  });
  return router;
}
