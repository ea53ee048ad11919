import express, { Router } from 'express';

/** Workers may load the card's bundle and nothing else: a card that calls `fetch` itself fails, as in HubSpot. */
const WORKER_POLICY = "default-src 'none'; script-src 'self'; connect-src 'none'";

/** The page's script and styles, the workers, and the built cards. */
export function assetRouter(options: { assetDirectory: string; cardDirectory: string }): Router {
  const router = Router();
  const kept = { immutable: true, maxAge: '1y', index: false } as const;
  router.use('/portal/assets', (request, response, next) => {
    if (request.path.startsWith('/worker-')) response.set('Content-Security-Policy', WORKER_POLICY);
    next();
  });
  router.use('/portal/assets', express.static(options.assetDirectory, { index: false, cacheControl: false }));
  router.use('/portal/cards', express.static(options.cardDirectory, kept));
  return router;
}
