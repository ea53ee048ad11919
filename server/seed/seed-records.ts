import type { Context } from '../../src/context/index.ts';
import type { PortalId } from '../../src/core/ids/portal-id.ts';
import { createObject, readAssociations, readPipelines } from '../../src/hubspot/index.ts';
import type { SeedRow } from './seed-rows.ts';

/** HubSpot's number for "ticket to contact" (associations guide, read November 2026). */
const TICKET_TO_CONTACT = 16;

export type SeedCounts = { readonly firstContact: string; readonly contacts: number; readonly tickets: number };

/**
 * Makes the contacts, and tickets that hang on them, by the app's own access; the app may not write companies and deals.
 * What an earlier run made is found again by its address and left as it is. Throws what HubSpot's calls throw.
 */
export async function seedRecords(context: Pick<Context, 'hubspot'>, portalId: PortalId, rows: readonly SeedRow[], signal: AbortSignal): Promise<SeedCounts> {
  const at = { portalId, lane: 'background', signal, purpose: { area: 'other' } } as const;
  const [pipeline] = await readPipelines(context.hubspot, at, 'tickets');
  const stage = pipeline?.stages[0];
  let firstContact = '';
  let tickets = 0;
  for (const row of rows) {
    const id = await createObject(context.hubspot, at, { objectType: 'contacts', properties: row.contact, associations: [], recognise: { by: 'unique', property: 'email' } });
    if (firstContact === '') firstContact = id;
    if (pipeline === undefined || stage === undefined || row.tickets.length === 0) continue;
    if ((await readAssociations(context.hubspot, at, { fromType: 'contacts', id, toType: 'tickets' })).length > 0) continue;
    for (const subject of row.tickets) {
      await createObject(context.hubspot, at, { objectType: 'tickets', properties: { subject, hs_pipeline: pipeline.id, hs_pipeline_stage: stage.id }, associations: [{ toId: id, associationTypeId: TICKET_TO_CONTACT }] });
      tickets += 1;
    }
  }
  return { firstContact, contacts: rows.length, tickets };
}
