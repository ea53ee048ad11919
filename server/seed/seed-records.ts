import type { Context } from '../../src/context/index.ts';
import type { PortalId } from '../../src/core/ids/portal-id.ts';
import { createObject, readAssociations, readPipelines } from '../../src/hubspot/index.ts';
import type { CallContext } from '../../src/hubspot/index.ts';
import type { SeedRow } from './seed-rows.ts';

/** HubSpot's numbers for "from" to "to" (associations guide, read November 2026). */
const TO = { ticketToContact: 16, companyToContact: 280, contactToCompany: 279, dealToContact: 3, dealToCompany: 341 } as const;
/** Made only where the account has granted them: the app asks for both, and insists on neither. */
const WRITE = { companies: 'crm.objects.companies.write', deals: 'crm.objects.deals.write' } as const;

export type SeedCounts = { readonly firstContact: string; readonly contacts: number; readonly tickets: number; readonly companies: number; readonly deals: number };

/**
 * Makes contacts, and beside them tickets, companies and deals that hang on each other, by the app's own access. What an
 * earlier run made is found again, by a contact's address and by what hangs on it, and left as it is. Companies and deals are
 * left out where `granted` does not hold their scopes. Throws what HubSpot's calls throw.
 */
export async function seedRecords(context: Pick<Context, 'hubspot'>, portalId: PortalId, rows: readonly SeedRow[], granted: ReadonlySet<string>, signal: AbortSignal): Promise<SeedCounts> {
  const { hubspot } = context;
  const at: CallContext = { portalId, lane: 'background', signal, purpose: { area: 'other' } };
  const ticketPlace = await placeOf('tickets');
  const dealPlace = granted.has(WRITE.deals) ? await placeOf('deals') : null;
  const made = { tickets: 0, companies: 0, deals: 0 };
  let [firstContact, company] = ['', null as string | null];

  async function placeOf(objectType: 'tickets' | 'deals'): Promise<{ pipeline: string; stage: string } | null> {
    const [pipeline] = await readPipelines(hubspot, at, objectType);
    const stage = pipeline?.stages[0];
    return pipeline === undefined || stage === undefined ? null : { pipeline: pipeline.id, stage: stage.id };
  }

  function colleagueOf(row: SeedRow): { toId: string; associationTypeId: number }[] {
    return company === null || row.company !== null ? [] : [{ toId: company, associationTypeId: TO.contactToCompany }];
  }

  /** What hangs on the contact already: another run made it. */
  async function beside(id: string, toType: string): Promise<readonly string[]> {
    return (await readAssociations(hubspot, at, { fromType: 'contacts', id, toType })).map(({ toId }) => toId);
  }

  for (const row of rows) {
    const id = await createObject(hubspot, at, { objectType: 'contacts', properties: row.contact, associations: colleagueOf(row), recognise: { by: 'unique', property: 'email' } });
    if (firstContact === '') firstContact = id;
    if (granted.has(WRITE.companies)) company = await seedCompany(row, id, company);
    if (ticketPlace !== null && row.tickets.length > 0 && (await beside(id, 'tickets')).length === 0) {
      for (const subject of row.tickets) {
        await createObject(hubspot, at, { objectType: 'tickets', properties: { subject, hs_pipeline: ticketPlace.pipeline, hs_pipeline_stage: ticketPlace.stage }, associations: [{ toId: id, associationTypeId: TO.ticketToContact }] });
        made.tickets += 1;
      }
    }
    if (dealPlace === null || row.deals.length === 0 || (await beside(id, 'deals')).length > 0) continue;
    for (const deal of row.deals) {
      const associations = [{ toId: id, associationTypeId: TO.dealToContact }, ...(company === null ? [] : [{ toId: company, associationTypeId: TO.dealToCompany }])];
      await createObject(hubspot, at, { objectType: 'deals', properties: { ...deal, pipeline: dealPlace.pipeline, dealstage: dealPlace.stage }, associations });
      made.deals += 1;
    }
  }

  /** The company of this contact and of those after it. */
  async function seedCompany({ company: properties }: SeedRow, contact: string, current: string | null): Promise<string | null> {
    if (properties === null) return current;
    const [known] = await beside(contact, 'companies');
    if (known !== undefined) return known;
    made.companies += 1;
    return createObject(hubspot, at, { objectType: 'companies', properties, associations: [{ toId: contact, associationTypeId: TO.companyToContact }] });
  }

  return { firstContact, contacts: rows.length, ...made };
}
