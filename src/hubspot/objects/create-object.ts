import { z } from 'zod';
import type { CallContext, HubSpotGateway } from '../gateway.ts';

const Answer = z.object({ id: z.string() });

export type NewObject = {
  readonly objectType: string;
  readonly properties: Readonly<Record<string, string>>;
  /** `associationTypeId` is HubSpot's own number for "task to contact" and the like. */
  readonly associations: readonly { readonly toId: string; readonly associationTypeId: number }[];
};

/**
 * Creates one record (a task, a note) and returns its id. HubSpot has no idempotency key, so this is never sent again
 * unless HubSpot proved that it did nothing: after a 502 or a time-out the caller must look before trying again.
 */
export async function createObject(gateway: HubSpotGateway, at: CallContext, object: NewObject): Promise<string> {
  const created = await gateway.call(at.portalId, {
    ...at,
    budget: 'objects',
    method: 'POST',
    path: gateway.paths.objects(object.objectType),
    body: {
      properties: object.properties,
      associations: object.associations.map(({ toId, associationTypeId }) => ({
        to: { id: toId },
        types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId }],
      })),
    },
    repeatable: false,
    schema: Answer,
  });
  return created.id;
}
