import { Router } from 'express';
import { helpPages } from '../help/help-pages.ts';
import { helpPage } from '../pages/help-page.ts';

/** The public pages that the marketplace listing links to: open to everybody, the same for everybody. */
export function createHelpRouter(): Router {
  const pages = helpPages();
  const router = Router({ strict: true, caseSensitive: true });
  router.get('/', (_request, response) => void response.redirect(302, '/help/setup'));
  router.get('/:page', (request, response, next) => {
    const page = pages.find(({ slug }) => slug === request.params.page);
    if (page === undefined) return next();
    response.set('Cache-Control', 'public, max-age=300').type('html').send(helpPage(page, pages));
  });
  return router;
}
