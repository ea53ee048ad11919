import { Router } from 'express';
import type { Request } from 'express';
import type { SpokenLanguage } from '#contract';
import { helpPages } from '../help/help-pages.ts';
import { helpPage } from '../pages/help-page.ts';

/** The public pages that the marketplace listing links to: open to everybody, in English or German, the same for everybody else alike. */
export function createHelpRouter(): Router {
  const pages = { en: helpPages('en'), de: helpPages('de') };
  const router = Router({ strict: true, caseSensitive: true });
  router.get('/', (_request, response) => void response.redirect(302, '/help/setup'));
  router.get('/:page', (request, response, next) => {
    const language = wanted(request);
    const page = pages[language].find(({ slug }) => slug === request.params.page);
    if (page === undefined) return next();
    response.set({ 'Cache-Control': 'public, max-age=300', 'Vary': 'Accept-Language', 'Content-Language': page.language });
    response.type('html').send(helpPage(page, pages[language], language));
  });
  return router;
}

/** What the address names, else what the browser prefers. */
function wanted(request: Request): SpokenLanguage {
  const named = request.query['lang'];
  if (named === 'de' || named === 'en') return named;
  return request.acceptsLanguages('en', 'de') === 'de' ? 'de' : 'en';
}
