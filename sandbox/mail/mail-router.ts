import { json, Router } from 'express';
import { MailFault, type MailFaults } from './mail-faults.ts';
import type { MailStore } from './mail-store.ts';

/**
 * JSON for tests, mounted at `/__sandbox/mail`: GET lists (newest first, `?to=`), DELETE empties, GET and PUT
 * `/fault` read and set how the next messages fail.
 */
export function mailRouter(store: MailStore, faults: MailFaults): Router {
  const router = Router();
  router.get('/', async (request, response) => {
    const { to } = request.query;
    response.json({ results: await store.list({ to: typeof to === 'string' ? to : undefined }) });
  });
  router.delete('/', async (_request, response) => {
    await store.clear();
    response.status(204).end();
  });
  router.get('/fault', (_request, response) => {
    response.json(faults.current());
  });
  router.put('/fault', json(), (request, response) => {
    const fault = MailFault.safeParse(request.body);
    if (!fault.success) return void response.status(400).json({ message: fault.error.message });
    faults.set(fault.data);
    response.json(fault.data);
  });
  return router;
}
