import { json, Router, type ErrorRequestHandler, type RequestHandler } from 'express';
import { z } from 'zod';
import type { PortalUser } from '../page/page-data.ts';
import type { CallJournal } from '../proxy/call-journal.ts';
import { CardRequest, refusal, type CardReply } from '../proxy/card-request.ts';
import { objectTypes } from '../records/object-types.ts';
import type { RecordReader } from '../records/create-record-reader.ts';

const RecordRef = z.object({ objectTypeId: z.string(), objectId: z.string() });
const PropertiesRequest = RecordRef.extend({ names: z.union([z.literal('*'), z.array(z.string())]) });
const AssociationsRequest = RecordRef.extend({
  request: z.object({ toObjectType: z.string(), properties: z.array(z.string()).optional(), pageLength: z.number().optional() }),
});
const ASSOCIATIONS_PAGE = 100;
// Over the proxy's own limit, so that a request just above 1 MB is refused by the proxy's rule and not by the parser.
const BODY_LIMIT = '8mb';

export interface PortalApiOptions {
  portalId: number;
  reader: RecordReader;
  fetchForCard(request: CardRequest): Promise<CardReply>;
  calls: CallJournal;
  users: PortalUser[];
}

/** What the page's script calls, what scripts in place of a page call, and the control routes of both. */
export function portalApiRouter(options: PortalApiOptions): Router {
  const { portalId, reader } = options;
  const router = Router();
  const body = json({ limit: BODY_LIMIT });

  router.post('/portal/fetch', body, async (request, response) => {
    const parsed = CardRequest.safeParse(request.body);
    if (!parsed.success) return void response.json(refusal(400, 'VALIDATION_ERROR', parsed.error.message));
    response.json(await options.fetchForCard(parsed.data));
  });

  router.post('/portal/crm/properties', body, async (request, response) => {
    const { objectTypeId, objectId, names } = PropertiesRequest.parse(request.body);
    const record = await reader.read(portalId, objectTypeId, objectId);
    if (!record) return void response.status(404).json({ message: 'There is no such record' });
    const wanted = names === '*' ? Object.keys(record.properties) : names;
    response.json({ properties: Object.fromEntries(wanted.map((name) => [name, record.properties[name] ?? null])) });
  });

  router.post('/portal/crm/associations', body, async (request, response) => {
    const input = AssociationsRequest.parse(request.body);
    const type = objectTypes.find((candidate) => [candidate.id, candidate.name, candidate.singular.toLowerCase()].includes(input.request.toObjectType));
    const record = await reader.read(portalId, input.objectTypeId, input.objectId);
    if (!type || !record) return void response.status(404).json({ message: 'There is no such record or object type' });
    const groups = await reader.listAssociated(portalId, record, Math.min(input.request.pageLength ?? ASSOCIATIONS_PAGE, ASSOCIATIONS_PAGE));
    const group = groups.find((candidate) => candidate.objectTypeId === type.id);
    const found = await Promise.all((group?.records ?? []).map((one) => reader.read(portalId, one.objectTypeId, one.id)));
    const results = found.flatMap((one) => (one ? [{ toObjectId: Number(one.id), associationTypes: [], properties: pick(one.properties, input.request.properties) }] : []));
    response.json({ results, hasMore: results.length < (group?.total ?? 0), nextOffset: results.length });
  });

  router.post('/portal/switch-user', formBody(), (request, response) => {
    const { userId, back } = z.object({ userId: z.coerce.number(), back: z.string().default('/') }).parse(request.body);
    if (!options.users.some((user) => user.userId === userId)) return void response.status(400).json({ message: `There is no user ${userId}` });
    response.cookie('sandbox_user', String(userId), { sameSite: 'lax', httpOnly: true });
    response.redirect(303, back.startsWith('/') && !back.startsWith('//') ? back : '/');
  });

  router.get('/__sandbox/card-calls', (_request, response) => void response.json({ results: options.calls.list() }));
  router.delete('/__sandbox/card-calls', (_request, response) => {
    options.calls.clear();
    response.status(204).end();
  });
  router.use(badRequest);
  return router;
}

function formBody(): RequestHandler {
  return async (request, _response, next) => {
    let text = '';
    for await (const chunk of request.setEncoding('utf8')) text += chunk;
    request.body = Object.fromEntries(new URLSearchParams(text));
    next();
  };
}

function pick(properties: Record<string, string | null>, names: string[] = []): Record<string, string | null> {
  return Object.fromEntries(names.map((name) => [name, properties[name] ?? null]));
}

const badRequest: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (!(error instanceof z.ZodError)) return next(error);
  response.status(400).json({ message: error.message });
};
