import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SPECIAL } from '../../../sandbox/hubspot/index.ts';
import { startFake, type Fake, type Wire } from './start-fake.ts';

let fake: Fake;
let token: string;
beforeAll(async () => {
  fake = await startFake();
  fake.hubspot.settings.limits = false;
  token = (await fake.install()).access;
});
afterAll(() => fake.stop());

const list = (path: string) => fake.call('GET', `/crm/objects/2026-09/${path}`, token);
const batch = (body: unknown, version = '2026-09') => fake.call('POST', `/crm/associations/${version}/companies/deals/batch/read`, token, body);
const ids = (links: { toObjectId: number }[]) => links.map(({ toObjectId }) => toObjectId);

describe('a record\'s associations', () => {
  it('come 500 a page behind an opaque cursor until all 1,500 are there', async () => {
    const seen: number[] = [];
    let after = '';
    let pages = 0;
    do {
      const { json } = await list(`companies/${SPECIAL.manyDealsCompanyId}/associations/deals${after && `?after=${encodeURIComponent(after)}`}`);
      seen.push(...ids(json.results));
      after = json.paging?.next.after ?? '';
      pages++;
    } while (after);

    expect([pages, seen.length, new Set(seen).size]).toEqual([3, 1500, 1500]);
    expect((await list(`companies/${SPECIAL.manyDealsCompanyId}/associations/deals?limit=501`)).status).toBe(400);
    expect((await list(`companies/${SPECIAL.manyDealsCompanyId}/associations/deals?after=123`)).status).toBe(400);
  });

  it('carry all labels of a pair under one id', async () => {
    const { json } = await list(`contacts/${SPECIAL.contactId}/associations/companies`);

    expect(json.results).toEqual([{
      toObjectId: Number(SPECIAL.companyId),
      associationTypes: [
        { category: 'HUBSPOT_DEFINED', typeId: 1, label: 'Primary' },
        { category: 'HUBSPOT_DEFINED', typeId: 279, label: null },
        { category: 'USER_DEFINED', typeId: 9001, label: 'Billing contact' },
      ],
    }]);
    expect((await list(`deals/${SPECIAL.manyLineItemsDealId}/associations/line_items`)).json.results).toHaveLength(120);
  });

  it('stop at 100 when read along with the record', async () => {
    const { json } = await list(`deals/${SPECIAL.manyLineItemsDealId}?associations=line_items`);

    expect(json.associations['line items'].results).toHaveLength(100);
    expect(json.associations['line items'].paging.next.after).toEqual(expect.any(String));
  });

  it('are 404 for a record that does not exist', async () => {
    expect((await list('companies/5/associations/deals')).status).toBe(404);
  });
});

describe('association batches', () => {
  it('page per input, and tell inputs without links as errors: 207 on 2026-03, 200 on 2026-09', async () => {
    const body = { inputs: [{ id: SPECIAL.companyId }, { id: SPECIAL.manyDealsCompanyId }, { id: '5' }] };
    const [march, september] = [await batch(body, '2026-03'), await batch(body)];

    expect([march.status, september.status]).toEqual([207, 200]);
    const [acme, northwind] = september.json.results;
    expect([acme.to.length, acme.paging, northwind.to.length]).toEqual([12, undefined, 500]);
    expect(september.json.errors).toMatchObject([{ subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND', context: { fromObjectId: ['5'] } }]);

    const next = await batch({ inputs: [{ id: SPECIAL.manyDealsCompanyId, after: northwind.paging.next.after }] });
    expect(ids(next.json.results[0].to).some((id) => ids(northwind.to).includes(id))).toBe(false);
  });

  it('take 1,000 inputs and no more', async () => {
    const inputs = (count: number) => ({ inputs: Array.from({ length: count }, (_, i) => ({ id: String(i + 1) })) });

    expect([(await batch(inputs(1000))).status, (await batch(inputs(1001))).status]).toEqual([200, 400]);
  });
});

it('lists the labels of a pair of types', async () => {
  const { json } = await fake.call('GET', '/crm/associations/2026-09/contacts/companies/labels', token);

  expect(json.results.map(({ label, category }: Wire) => [category, label])).toEqual([['HUBSPOT_DEFINED', 'Primary'], ['HUBSPOT_DEFINED', null], ['USER_DEFINED', 'Billing contact']]);
});

describe('writing associations', () => {
  it('links both ways by default, replaces labels, and moves "primary" from the old company', async () => {
    const contact = (await fake.call('POST', '/crm/objects/2026-09/contacts', token, {
      properties: { lastname: 'Mover' },
      associations: [{ to: { id: SPECIAL.companyId }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 1 }, { associationCategory: 'USER_DEFINED', associationTypeId: 9001 }] }],
    })).json.id as string;
    const labels = async (company: string) => (await list(`contacts/${contact}/associations/companies`)).json.results
      .find(({ toObjectId }: Wire) => String(toObjectId) === company)?.associationTypes.map(({ typeId }: Wire) => typeId);
    const before = await labels(SPECIAL.companyId);
    await fake.call('PUT', `/crm/objects/2026-09/contacts/${contact}/associations/companies/${SPECIAL.manyDealsCompanyId}`, token, [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 1 }]);
    const after = [await labels(SPECIAL.companyId), await labels(SPECIAL.manyDealsCompanyId)];
    const back = await list(`companies/${SPECIAL.manyDealsCompanyId}/associations/contacts`);

    expect(before).toEqual([1, 279, 9001]);
    expect(after).toEqual([[279, 9001], [1, 279]]);
    expect(ids(back.json.results)).toContain(Number(contact));
  });

  it('refuses an association type that does not fit the records', async () => {
    const answer = await fake.call('POST', '/crm/objects/2026-09/notes', token, {
      properties: { hs_timestamp: '2026-11-22T00:00:00Z' },
      associations: [{ to: { id: SPECIAL.contactId }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 204 }] }],
    });

    expect(answer.status).toBe(400);
  });
});
