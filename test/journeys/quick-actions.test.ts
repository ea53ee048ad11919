import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunActionRequest, TableQuery } from '#contract';
import { actions as registered } from '../../src/registry.ts';
import { installApp } from '../support/install-app.ts';
import { startTestApp } from '../support/start-test-app.ts';
import type { TestApp } from '../support/start-test-app.ts';
import { startTestHubSpot } from '../support/start-test-hubspot.ts';
import type { TestHubSpot } from '../support/start-test-hubspot.ts';

const GERMAN = { language: 'de', locale: 'de-DE' } as const;
let world: TestHubSpot;
let test: TestApp;
let acme: TableQuery['record'];
beforeAll(async () => {
  world = await startTestHubSpot(2_600);
  test = await startTestApp({ hubspotApiUrl: world.apiUrl, hubspotAuthorizeUrl: world.authorizeUrl });
  await installApp(test);
  acme = { objectTypeId: '0-2', objectId: String(world.special.companyId) };
});
afterAll(async () => {
  await test?.close();
  await world?.close();
});

function query(tableId: string): TableQuery {
  return { record: acme, tableId, columns: [], filters: [] };
}

function click(name: string, tableId: string, rest: Partial<RunActionRequest> = {}): RunActionRequest {
  return { requestId: randomUUID(), name, record: acme, query: query(tableId), ...rest };
}

describe('the list of quick actions', () => {
  it('has titles and questions in the person’s language (S0.22)', async () => {
    const english = await test.ask('list-tables', { record: acme });
    const german = await test.ask('list-tables', { record: acme, language: 'de' });

    expect(german.actions.map(({ name }) => name)).toEqual(english.actions.map(({ name }) => name));
    expect(german.actions.find(({ name }) => name === 'mail-snapshot')).toMatchObject({ title: 'Zeilen an mich mailen', confirm: expect.stringMatching(/^Die ersten 25 Zeilen/) });
    for (const action of registered) expect(action.german.title).not.toBe(action.summary.title);
  });

  it('says which tables hold records with a page in HubSpot', async () => {
    const { tables } = await test.ask('list-tables', { record: acme });

    expect(tables.find(({ id }) => id === 'hubspot:deals@record')?.rowType).toBe('0-3');
  });
});

describe('Totals', () => {
  it('count and add up every amount of the table, as the reader’s country writes them', async () => {
    const { totalRows } = await test.ask('view-table', { query: query('hubspot:deals@record') });

    const answer = await test.ask('run-action', click('show-totals', 'hubspot:deals@record', { reader: GERMAN }));

    expect(answer.message).toContain(`${totalRows} Zeilen · `);
    expect(answer.message).toMatch(/\d{1,3}(\.\d{3})*,\d\d/);
  });
});

describe('Open in HubSpot', () => {
  it('gives the page of the row’s own record', async () => {
    const { rows } = await test.ask('view-table', { query: query('hubspot:deals@record') });

    const answer = await test.ask('run-action', click('open-record', 'hubspot:deals@record', { rowKey: rows[0]!.key }));

    expect(new URL(answer.link!.url).pathname).toBe(`/contacts/4711001/record/0-3/${rows[0]!.key}`);
  });

  it('says so when the row is gone, instead of opening an empty page', async () => {
    const { reply } = await test.call('run-action', click('open-record', 'hubspot:deals@record', { rowKey: '123' }));

    expect(reply).toMatchObject({ ok: false, error: { code: 'row.unknown' } });
  });
});

describe('E-mail me these rows', () => {
  it('sends them once to the signed person’s own address when the click arrives three times (S0.18, F15)', async () => {
    const request = click('mail-snapshot', 'hubspot:deals@record');

    const answers = await Promise.all([test.ask('run-action', request), test.ask('run-action', request), test.ask('run-action', request)]);

    expect(new Set(answers.map(({ message }) => message))).toEqual(new Set(['12 of 12 rows sent to sam.seller@acme.example.']));
    const mails = test.mail.mails.filter(({ subject }) => subject === 'Deals: 12 of 12 rows');
    expect(mails.map(({ envelopeTo }) => envelopeTo)).toEqual([['sam.seller@acme.example']]);
    expect(mails[0]!.html).toContain('<table');
  });

  it('keeps to the account’s mail domains (T56)', async () => {
    const { policy, account, version } = await test.ask('get-settings', {});
    await test.ask('save-settings', { policy, account: { ...account, mailDomains: ['elsewhere.example'] }, version });
    const before = test.mail.mails.length;

    const refused = await test.call('run-action', click('mail-snapshot', 'hubspot:deals@record'));

    await test.ask('save-settings', { policy, account, version: (await test.ask('get-settings', {})).version });
    expect(refused.reply).toMatchObject({ ok: false, error: { code: 'mail.not_sent', message: expect.stringContaining('allow no mail') } });
    expect(test.mail.mails).toHaveLength(before);
  });

  it('that the mail server refuses may be tried again with the same click', async () => {
    const request = click('mail-snapshot', 'hubspot:tickets@record');
    test.mail.behave('refuse');
    const refused = await test.call('run-action', request);
    test.mail.behave('take');

    const again = await test.ask('run-action', request);

    expect(refused.reply).toMatchObject({ ok: false, error: { code: 'mail.not_sent' } });
    expect(again.message).toContain('sent to sam.seller@acme.example');
  });

  it('whose answer got lost is told as uncertain and not sent again by a repeat (F19)', async () => {
    const request = click('mail-snapshot', 'hubspot:contacts@record');
    test.mail.behave('take-and-cut');
    const first = await test.ask('run-action', request);
    test.mail.behave('take');

    const second = await test.ask('run-action', request);

    expect(first.message).toContain('not sure that the e-mail arrived');
    expect(second).toEqual(first);
    expect(test.mail.mails.filter(({ subject }) => subject.startsWith('Contacts: '))).toHaveLength(1);
  });
});

describe('Save row as note', () => {
  it('writes the row’s values as they are in the source, once per click', async () => {
    const { rows } = await test.ask('view-table', { query: query('hubspot:deals@record') });
    const request = click('note-row', 'hubspot:deals@record', { rowKey: rows[1]!.key });

    await test.ask('run-action', request);
    await test.ask('run-action', request);

    const notes = await world.query<{ body: string }>(`select properties ->> 'hs_note_body' as body from hubspot.records where object_type = '0-46' and portal_id = 4711001 and properties ->> 'hs_note_body' like '%ID ${rows[1]!.key},%'`);
    expect(notes).toHaveLength(1);
  });
});
