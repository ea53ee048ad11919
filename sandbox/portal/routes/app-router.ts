import { Router, type Request, type Response } from 'express';
import type { CardShelf } from '../build/create-card-shelf.ts';
import type { PageFrame } from './page-frame.ts';

export interface AppRouterOptions {
  portalId: number;
  appId: number;
  appName: string;
  frame: PageFrame;
  cards: CardShelf;
}

/** The app's own pages, every path below them, and its settings page: for people of a portal that installed the app. */
export function appRouter(options: AppRouterOptions): Router {
  const { portalId, appId, appName, frame } = options;
  const router = Router();

  async function serve(request: Request, response: Response, kind: 'pages' | 'settings'): Promise<void> {
    const { extension, variables } = await options.cards.own(kind);
    const data = await frame.hostData(request, variables);
    const isHere = request.params['portalId'] === String(portalId) && request.params['appId'] === String(appId);
    if (!isHere || !extension || !data.isInstalled) {
      const why = isHere && extension ? `${appName} is not installed in this portal.` : 'No app of this portal has such a page.';
      return void response.status(404).send(frame.notFound(request, why));
    }
    response.send(frame.drawn(request, appName, { ...data, kind, extension }));
  }

  router.get('/app/:portalId/:appId{/*path}', (request, response) => serve(request, response, 'pages'));
  router.get('/integrations-settings/:portalId/installed/framework/:appId/app-settings', (request, response) => serve(request, response, 'settings'));
  return router;
}
