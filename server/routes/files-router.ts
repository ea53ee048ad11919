import { pipeline } from 'node:stream/promises';
import { Router } from 'express';
import type { Request, Response } from 'express';
import type { Context } from '../../src/context/index.ts';
import { AppError } from '../../src/core/errors/index.ts';
import { countUse, openLink, whoseLink } from '../../src/downloads/index.ts';
import { contentTypeOf } from '../../src/exports/index.ts';
import type { Certificate } from '../../src/exports/index.ts';
import { isFileKey } from '../../src/files/index.ts';
import type { Reading } from '../../src/readers/index.ts';
import type { App } from '../compose.ts';
import { contentDisposition } from '../content-disposition.ts';
import { filePage } from '../pages/file-page.ts';
import { sendErrorPage } from '../pages/error-page.ts';
import { ERROR_TITLES } from '../pages/error-titles.ts';
import { readCookie } from '../read-cookie.ts';
import { readingFor } from './reading-for.ts';

const HOUR_MS = 3_600_000;

type LinkRequest = Request<{ token: string }>;

/** Landing page, file and certificate behind a signed link. GET never counts as a download. */
export function createFilesRouter(app: App): Router {
  const { context } = app;
  const secure = context.settings.publicOrigin.startsWith('https://');
  const cookieName = secure ? '__Secure-siderail-file' : 'siderail-file';
  const router = Router({ strict: true, caseSensitive: true });
  router.use((_request, response, next) => {
    response.set({ 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' });
    next();
  });

  router.get('/:token', async (request: LinkRequest, response) => {
    try {
      const { token } = request.params;
      // A HEAD, as scanners send it, is no browser that came to stay.
      const opened = await openLink(context, token, { secret: readCookie(request, cookieName), mayClaim: request.method === 'GET' });
      const { file, secret } = opened;
      await countUse(context, opened, 'opened');
      // Lax: the form of another site sends no cookie along, a click in HubSpot does.
      if (secret !== null) response.cookie(cookieName, secret, { httpOnly: true, secure, sameSite: 'lax', path: `/files/${token}`, maxAge: HOUR_MS });
      response.type('html').send(filePage(file, token, await readingOfLink(context, request)));
    } catch (error) {
      const { language } = await readingOfLink(context, request);
      sendErrorPage(context, response, error, ERROR_TITLES[language].link, language);
    }
  });

  router.get('/:token/certificate', async (request: LinkRequest, response) => {
    try {
      const opened = await openLink(context, request.params.token, { secret: readCookie(request, cookieName), mayClaim: false });
      const { file } = opened;
      await countUse(context, opened, 'opened');
      response.set('Content-Disposition', contentDisposition(`${file.fileName.replace(/(?:\.[a-z]+)+$/, '')}.certificate.json`));
      response.type('json').send(JSON.stringify(file.certificate, null, 2));
    } catch (error) {
      const { language } = await readingOfLink(context, request);
      sendErrorPage(context, response, error, ERROR_TITLES[language].link, language);
    }
  });

  router.post('/:token', (request: LinkRequest, response) => download(app, request, readCookie(request, cookieName), response));
  return router;
}

async function download({ context }: App, request: LinkRequest, secret: string | null, response: Response): Promise<void> {
  try {
    const opened = await openLink(context, request.params.token, { secret, mayClaim: false });
    const { file } = opened;
    if (!isFileKey(file.fileKey)) throw new AppError('file.missing');
    const { bytes, body } = await context.files.get(file.fileKey);
    await countUse(context, opened, 'downloaded').catch((error: unknown) => {
      body.destroy();
      throw error;
    });
    response.set({
      'Content-Type': contentTypeOf((file.certificate as Certificate).file),
      'Content-Length': String(bytes),
      'Content-Disposition': contentDisposition(file.fileName),
      'X-Content-Type-Options': 'nosniff',
    });
    await pipeline(body, response);
  } catch (error) {
    // Half a file must not look like a whole one: the connection ends before the promised length.
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const { language } = await readingOfLink(context, request);
    sendErrorPage(context, response, error, ERROR_TITLES[language].download, language);
  }
}

function readingOfLink(context: Context, request: LinkRequest): Promise<Reading> {
  return readingFor(context, request, () => whoseLink(context, request.params.token));
}
