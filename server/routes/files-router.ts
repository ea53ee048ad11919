import { pipeline } from 'node:stream/promises';
import { Router } from 'express';
import type { Request, Response } from 'express';
import { AppError } from '../../src/core/errors/index.ts';
import { countUse, openLink } from '../../src/downloads/index.ts';
import { contentTypeOf } from '../../src/exports/index.ts';
import type { Certificate } from '../../src/exports/index.ts';
import { isFileKey } from '../../src/files/index.ts';
import type { App } from '../compose.ts';
import { contentDisposition } from '../content-disposition.ts';
import { filePage } from '../pages/file-page.ts';
import { sendErrorPage } from '../pages/error-page.ts';
import { readCookie } from '../read-cookie.ts';
import { speaksGerman } from './speaks-german.ts';

const HOUR_MS = 3_600_000;

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

  router.get('/:token', async (request: Request<{ token: string }>, response) => {
    try {
      const { token } = request.params;
      // A HEAD, as scanners send it, is no browser that came to stay.
      const opened = await openLink(context, token, { secret: readCookie(request, cookieName), mayClaim: request.method === 'GET' });
      const { file, secret } = opened;
      await countUse(context, opened, 'opened');
      // Lax: the form of another site sends no cookie along, a click in HubSpot does.
      if (secret !== null) response.cookie(cookieName, secret, { httpOnly: true, secure, sameSite: 'lax', path: `/files/${token}`, maxAge: HOUR_MS });
      response.type('html').send(filePage(file, token, speaksGerman(request) ? 'de' : 'en'));
    } catch (error) {
      sendErrorPage(context, response, error, 'This link does not work');
    }
  });

  router.get('/:token/certificate', async (request: Request<{ token: string }>, response) => {
    try {
      const opened = await openLink(context, request.params.token, { secret: readCookie(request, cookieName), mayClaim: false });
      const { file } = opened;
      await countUse(context, opened, 'opened');
      response.set('Content-Disposition', contentDisposition(`${file.fileName.replace(/(?:\.[a-z]+)+$/, '')}.certificate.json`));
      response.type('json').send(JSON.stringify(file.certificate, null, 2));
    } catch (error) {
      sendErrorPage(context, response, error, 'This link does not work');
    }
  });

  router.post('/:token', (request: Request<{ token: string }>, response) => download(app, { token: request.params.token, secret: readCookie(request, cookieName) }, response));
  return router;
}

async function download(app: App, { token, secret }: { readonly token: string; readonly secret: string | null }, response: Response): Promise<void> {
  const { context } = app;
  try {
    const opened = await openLink(context, token, { secret, mayClaim: false });
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
    sendErrorPage(context, response, error, 'The file cannot be downloaded');
  }
}
