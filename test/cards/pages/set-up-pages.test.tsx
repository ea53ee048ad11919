import { describe, expect, it } from 'vitest';
import { ConnectionsPage } from '../../../hubspot-project/app/pages/connections/connections-page.tsx';
import { HelpPage } from '../../../hubspot-project/app/pages/help/help-page.tsx';
import { UsagePage } from '../../../hubspot-project/app/pages/usage/usage-page.tsx';
import { fakeBackend } from '../support/fake-backend.ts';
import { renderPage } from '../support/render-page.tsx';

const erp = {
  key: 'erp', name: 'ERP', sourceTitle: 'PostgreSQL', address: { sourceKey: 'postgres' as const, host: 'db.acme.example', port: 5432, database: 'erp', user: 'reader' },
  tables: [{ key: 'orders', title: 'Orders', portal: true, records: ['0-2'] }], disabledAt: null,
};

describe('the app’s page of connections', () => {
  it('shows where each leads and on which records it is seen, and switches it off and on (P3)', async () => {
    const backend = fakeBackend();
    backend.answer('list-connections', () => ({ connections: [erp] }));
    backend.answer('switch-connection', ({ on }) => ({ connections: [{ ...erp, disabledAt: on ? null : '2026-11-28T05:00:00.000Z' }] }));
    const page = renderPage(ConnectionsPage, backend);
    await page.has('connection-erp');
    expect(page.wholeText()).toMatch(/ERP.*reader@db\.acme\.example:5432\/erp.*Orders.*Companies, Whole account/);

    await page.click('switch-erp');
    await page.until(() => expect(page.wholeText()).toContain('Switched off since'));
    expect(backend.sent('switch-connection')).toEqual([{ key: 'erp', on: false }]);
  });

  it('says what a test found, in rights that are there and rights that are missing (S1.1)', async () => {
    const backend = fakeBackend();
    backend.answer('list-connections', () => ({ connections: [erp] }));
    backend.answer('test-connection', () => ({ offers: [], readable: ['Orders'], missing: ['Invoices'] }));
    const page = renderPage(ConnectionsPage, backend);
    await page.has('test-erp');

    await page.click('test-erp');
    await page.has('tested');
    expect(page.text('tested')).toMatch(/Can be read: Orders\..*Cannot be read: Invoices\. The user needs SELECT/);
    expect(backend.sent('test-connection')).toMatchObject([{ key: 'erp', address: { password: '' } }]);
  });

  it('takes no table of the old place along when the address is changed after tables were chosen (S1.1)', async () => {
    const backend = fakeBackend();
    backend.answer('list-connections', () => ({ connections: [] }));
    backend.answer('test-connection', () => ({ offers: [{ schema: 'public', table: 'orders', columns: ['id'], keys: ['id'], writable: false }], readable: [], missing: [] }));
    backend.answer('add-connection', () => ({ connections: [erp] }));
    const page = renderPage(ConnectionsPage, backend);
    const input = (name: string, event: string, value: unknown): void => (page.all().find(({ props }) => props['name'] === name)!.props[event] as (value: unknown) => void)(value);
    await page.has('add-connection');
    await page.click('add-connection');
    await page.has('find-tables');
    for (const [name, value] of [['name', 'ERP'], ['host', 'old.example'], ['database', 'erp'], ['user', 'reader']] as const) {
      input(name, 'onInput', value);
      await page.until(() => expect(page.all().find(({ props }) => props['name'] === name)!.props['value']).toBe(value));
    }
    await page.click('find-tables');
    await page.has('found-tables');
    input('table', 'onChange', 0);
    await page.has('take-table');
    await page.click('take-table');
    await page.until(() => expect(page.get('save-connection').props['disabled']).toBe(false));
    input('host', 'onInput', 'new.example');
    await page.has('find-tables');
    await page.click('find-tables');
    await page.has('save-connection');

    expect(page.get('save-connection').props['disabled']).toBe(true);
  });
});

it('a new connection takes along which property holds the other system’s id, says what that is for, and does without (P3, C3)', async () => {
  const backend = fakeBackend();
  backend.answer('list-connections', () => ({ connections: [] }));
  backend.answer('test-connection', () => ({ offers: [{ schema: 'public', table: 'orders', columns: ['customer', 'id'], keys: ['id'], writable: false }], readable: [], missing: [] }));
  backend.answer('add-connection', () => ({ connections: [erp] }));
  const page = renderPage(ConnectionsPage, backend);
  const field = (name: string): Record<string, unknown> => page.all().find(({ props }) => props['name'] === name)!.props;
  const input = async (name: string, event: string, value: unknown): Promise<void> => {
    (field(name)[event] as (value: unknown) => void)(value);
    if (event === 'onInput') await page.until(() => expect(field(name)['value']).toBe(value));
  };
  await page.has('add-connection');
  await page.click('add-connection');
  await page.has('find-tables');
  for (const [name, value] of [['name', 'ERP'], ['host', 'db.example'], ['database', 'erp'], ['user', 'reader']] as const) await input(name, 'onInput', value);
  await page.click('find-tables');
  await page.has('found-tables');
  for (const idProperty of ['', 'customer_number']) {
    await input('table', 'onChange', 0);
    await page.has('take-table');
    await input('link', 'onChange', '0-2');
    await page.until(() => expect(field('link-id-property')['description']).toContain('puts the right one first'));
    if (idProperty !== '') await input('link-id-property', 'onInput', idProperty);
    await page.click('take-table');
  }
  await page.click('save-connection');

  await page.until(() => expect(backend.sent('add-connection')).toHaveLength(1));
  const link = { objectTypeId: '0-2', property: 'domain', take: 'value', column: 'customer' };
  expect(backend.sent('add-connection')[0]!.tables.map((table) => table.link)).toEqual([link, { ...link, idProperty: 'customer_number' }]);
});

describe('the app’s pages of usage and help', () => {
  it('compares what succeeded with HubSpot’s line, and files with the space there is (P5)', async () => {
    const backend = fakeBackend();
    backend.answer('get-usage', () => ({
      days: [{ day: '2026-11-27', area: 'exports', tries: 200, failed: 12, rateLimited: 3 }], successRate: 0.94, line: 0.95, belowLine: true, files: 2, rows: 500, storedBytes: 1_000_000, quotaBytes: 10_000_000,
    }));
    const page = renderPage(UsagePage, backend);
    await page.has('usage-areas');

    expect(page.wholeText()).toMatch(/Below HubSpot’s line|Exports.*200.*12.*94 %/);
  });

  it('names what is missing and where it is done, in German too (P7)', async () => {
    const backend = fakeBackend();
    backend.answer('get-setup', () => ({ admin: true, steps: [{ name: 'scopes', state: 'broken', details: ['tickets'], link: 'https://api.siderail.example/oauth/install' }, { name: 'connection', state: 'open', details: [], link: null }] }));
    const page = renderPage(HelpPage, backend, { language: 'de' });
    await page.has('step-scopes');

    expect(page.text('step-scopes')).toMatch(/Zugriff auf HubSpot.*tickets.*Neu verbinden/);
    expect(page.text('step-connection')).toContain('Zu den Verbindungen');
  });
});
