import { randomUUID } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { expect, it } from 'vitest';
import type { StartExportRequest } from '#contract';
import { installApp } from '../support/install-app.ts';
import { downloadText, jobIn } from '../support/numbers-app.ts';
import { startTestApp } from '../support/start-test-app.ts';
import { startTestHubSpot } from '../support/start-test-hubspot.ts';

/** As many as one selection may hold, in `npm run chaos`. */
const SELECTED = process.env['CHAOS_KILLS'] === undefined ? 3_000 : 100_000;
/** Of them contacts of the account; the others are of another account, of another kind, or never were. */
const OWN = SELECTED * 0.9;
const PAGE = 20_000;

it(`${SELECTED.toLocaleString('en-US')} ids selected in a list become one file: each contact of the account once, every foreign, wrong or invented id accounted for, and so does one id alone (B1, T13)`, async () => {
  const world = await startTestHubSpot(OWN);
  const test = await startTestApp({ hubspotApiUrl: world.apiUrl, hubspotAuthorizeUrl: world.authorizeUrl });
  try {
    await installApp(test);
    const idsOf = async (portal: number, type: string): Promise<string[]> => (await world.query<{ id: string }>('select id::text as id from hubspot.records where portal_id = $1 and object_type = $2 and archived_at is null order by id', [portal, type])).map(({ id }) => id);
    const contacts = (await idsOf(4_711_001, '0-1')).slice(0, OWN);
    const known = new Set(contacts);
    const others = [...await idsOf(4_711_002, '0-1'), ...await idsOf(4_711_001, '0-2')].filter((id) => !known.has(id));
    const invented = Array.from({ length: SELECTED - contacts.length - others.length }, (_, at) => String(8_000_000_000_000 + at));
    expect([contacts.length, others.length > 100, invented.length > 0]).toEqual([OWN, true, true]);

    const all = await exportSelected([...invented, ...contacts.toReversed(), ...others]);
    const one = await exportSelected([contacts[7]!]);

    expect(all.certificate).toMatchObject({ upstream: SELECTED, written: OWN, skipped: SELECTED - OWN });
    // Compared as one text each: a list of differences of this length helps nobody.
    expect(all.ids.length).toBe(OWN);
    expect(all.ids.join() === contacts.join()).toBe(true);
    expect(one).toMatchObject({ certificate: { complete: true, upstream: 1, written: 1, skipped: 0 }, ids: [contacts[7]] });
  } finally {
    await test.close();
    await world.close();
  }

  async function exportSelected(ids: readonly string[]): Promise<{ certificate: object; ids: string[] }> {
    const selectionId = randomUUID();
    const pages = Math.ceil(ids.length / PAGE);
    for (let page = 0; page < pages; page += 1) await test.ask('add-to-selection', { selectionId, objectTypeId: '0-1', page, pages, ids: ids.slice(page * PAGE, (page + 1) * PAGE) });
    const request: StartExportRequest = {
      requestId: randomUUID(), format: 'csv',
      query: { record: { objectTypeId: '0-1', objectId: ids[0]! }, tableId: 'hubspot:contacts@portal', columns: ['hs_object_id'], filters: [], selection: selectionId },
    };
    const { job } = await test.ask('start-export', request);
    const ready = await jobIn(test, job.id, 'ready', 60_000 + SELECTED * 6);
    const { url } = await test.ask('create-link', { jobId: job.id });
    const rows = parse(await downloadText(test, url), { bom: true, from_line: 2 }) as string[][];
    return { certificate: ready.certificate, ids: rows.map(([id]) => id!) };
  }
}, 120_000 + SELECTED * 8);
