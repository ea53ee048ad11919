import { Router, type Request } from 'express';
import type { CardShelf } from '../build/create-card-shelf.ts';
import type { RecordData } from '../page/page-data.ts';
import type { RecordReader } from '../records/create-record-reader.ts';
import { describeRecord } from '../records/describe-record.ts';
import { findObjectType } from '../records/object-types.ts';
import { showProperty } from '../records/show-property.ts';
import type { PageFrame } from './page-frame.ts';

export interface RecordRouterOptions {
  portalId: number;
  frame: PageFrame;
  cards: CardShelf;
  reader: RecordReader;
}

const ASSOCIATED_SHOWN = 4;
const TICKET = '0-5';

/** The places where HubSpot shows cards of one record: its page, the preview panel of a list, the help desk. */
export function recordRouter(options: RecordRouterOptions): Router {
  const { portalId, frame, reader } = options;
  const router = Router();

  async function readData(request: Request, kind: RecordData['kind'], objectTypeId: string, objectId: string): Promise<RecordData | undefined> {
    const type = findObjectType(objectTypeId);
    const record = type && request.params['portalId'] === String(portalId) ? await reader.read(portalId, objectTypeId, objectId) : undefined;
    if (!type || !record) return undefined;
    const [{ cards, variables }, properties, associated] = await Promise.all([
      options.cards.cards(type.name),
      reader.properties(portalId, type.id),
      reader.listAssociated(portalId, record, ASSOCIATED_SHOWN),
    ]);
    const property = (name: string) => {
      const definition = properties.get(name);
      return { name, label: definition?.label ?? name, value: showProperty(definition, name, record.properties[name] ?? '') };
    };
    const { name, subtitle } = describeRecord(record);
    return {
      ...(await frame.hostData(request, variables)),
      kind,
      record: {
        objectTypeId: type.id,
        id: record.id,
        typeName: type.singular,
        name,
        subtitle,
        about: type.about.map(property),
        all: Object.keys(record.properties).sort().map(property),
      },
      associated,
      cards,
    };
  }

  function serve(path: string, kind: RecordData['kind'], fixedType?: string): void {
    router.get(path, async (request, response) => {
      const { objectTypeId = fixedType ?? '', objectId = '' } = request.params as Record<string, string>;
      const data = await readData(request, kind, objectTypeId, objectId);
      if (data) return void response.send(frame.drawn(request, data.record.name, data));
      response.status(404).send(frame.notFound(request, `Portal ${String(request.params['portalId'])}, type ${objectTypeId}, record ${objectId}.`));
    });
  }

  serve('/contacts/:portalId/record/:objectTypeId/:objectId', 'record');
  serve('/contacts/:portalId/preview/:objectTypeId/:objectId', 'preview');
  serve('/help-desk/:portalId/ticket/:objectId', 'helpdesk', TICKET);
  return router;
}
