import { describe, expect, it } from 'vitest';
import { ConnectionsPage } from '../../../hubspot-project/app/pages/connections/connections-page.tsx';
import { HelpPage } from '../../../hubspot-project/app/pages/help/help-page.tsx';
import { UsagePage } from '../../../hubspot-project/app/pages/usage/usage-page.tsx';
import { fakeBackend } from '../support/fake-backend.ts';
import { renderPage } from '../support/render-page.tsx';

const erp = {
  key: 'erp', name: 'ERP', sourceTitle: 'PostgreSQL', address: { sourceKey: 'postgres' as const, host: 'db.acme.example', port: 5432, database: 'erp', user: 'reader' },
  tables: [{ key: 'orders', title: 'Orders', portal: true, records: ['0-2'] }], version: 3, disabledAt: null,
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
    await page.click('drop-0');
    await page.until(() => expect(page.get('save-connection').props['disabled']).toBe(true));
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
  expect(backend.sent('add-connection')[0]!.tables.map((table) => table.links)).toEqual([[link], [{ ...link, idProperty: 'customer_number' }]]);
});

describe('the tables of a connection that is there', () => {
  const link = { objectTypeId: '0-2' as const, property: 'domain', take: 'value' as const, column: 'customer' };
  const none = { templates: 0, schedules: 0, rules: 0, links: 0, exports: 0 };
  const known = { key: 'orders', title: 'Orders', schema: 'public', table: 'orders', rowKey: 'id', portal: true, links: [link], problem: null, uses: { ...none, templates: 2, schedules: 1 } };
  const offers = [
    { schema: 'public', table: 'orders', columns: ['id', 'customer', 'shop'], keys: ['id'], writable: false },
    { schema: 'public', table: 'customers', columns: ['id', 'domain'], keys: ['id'], writable: false },
    { schema: 'public', table: 'secret', columns: [], keys: [], writable: false },
  ];
  async function opened(answer: () => unknown = () => ({ version: 7, tables: [known, { ...known, key: 'old', title: 'Old orders', table: 'old_orders', problem: 'gone' as const, uses: none }], offers }), language = 'en') {
    const backend = fakeBackend();
    backend.answer('list-connections', () => ({ connections: [erp] }));
    backend.answer('get-connection-tables', answer as never);
    const page = renderPage(ConnectionsPage, backend, { language });
    const field = (name: string): Record<string, unknown> => page.all().find(({ props }) => props['name'] === name)!.props;
    const input = (name: string, event: string, value: unknown): void => (field(name)[event] as (value: unknown) => void)(value);
    await page.has('tables-erp');
    await page.click('tables-erp');
    return { backend, page, field, input };
  }

  it('are changed, added and taken away, and whoever does it reads before saving who uses them (P3, S1.1)', async () => {
    const { backend, page, field, input } = await opened();
    backend.answer('save-connection-tables', () => ({ connections: [erp] }));
    await page.has('change-orders');
    expect(page.get('table-problem-old').props['title']).toBe('The database no longer has this table');
    expect(page.text('found-tables')).toContain('No right to read: public.secret');
    expect(page.maybe('uses-orders')).toBeNull();

    await page.click('change-orders');
    await page.until(() => expect(field('link-column')['value']).toBe('customer'));
    input('link-column', 'onChange', 'shop');
    await page.has('uses-orders');
    expect(page.get('uses-orders').props['title']).toBe('“Orders” is used by 2 templates and 1 schedule');
    await page.click('remove-old');
    await page.has('keep-old');
    await page.click('change-orders');
    input('table', 'onChange', 1);
    await page.has('take-table');
    await page.click('take-table');
    await page.has('table-new-1');
    await page.click('save-tables');

    await page.until(() => expect(backend.sent('save-connection-tables')).toHaveLength(1));
    const { problem: _problem, uses: _uses, ...orders } = known;
    expect(backend.sent('save-connection-tables')[0]).toEqual({
      key: 'erp', version: 7,
      tables: [{ ...orders, links: [{ ...link, column: 'shop' }] }, { key: null, title: 'customers', schema: 'public', table: 'customers', rowKey: 'id', portal: true, links: [] }],
    });
    await page.has('tables-erp');
  });

  it('belong to records by a table in between, too, and to several kinds of them', async () => {
    const { backend, page, field, input } = await opened();
    backend.answer('save-connection-tables', () => ({ connections: [erp] }));
    await page.has('change-orders');
    await page.click('change-orders');
    await page.until(() => expect(field('link-through')['value']).toBe('directly'));
    input('link-through', 'onChange', 1);
    await page.until(() => expect(field('link-through-match')['value']).toBe('domain'));
    await page.click('add-link');
    await page.until(() => expect(field('link-2')['value']).toBe('0-1'));
    expect(page.get('save-tables').props['disabled']).toBe(false);
    input('link-property', 'onInput', 'Domain');
    await page.until(() => expect(field('link-property')['error']).toBe(true));
    expect(page.get('save-tables').props['disabled']).toBe(true);
    input('link-property', 'onInput', 'domain');
    await page.until(() => expect(page.get('save-tables').props['disabled']).toBe(false));
    await page.click('save-tables');

    await page.until(() => expect(backend.sent('save-connection-tables')).toHaveLength(1));
    expect(backend.sent('save-connection-tables')[0]!.tables[0]!.links).toEqual([
      { ...link, through: { schema: 'public', table: 'customers', key: 'id', match: 'domain' } }, { objectTypeId: '0-1', property: 'email', take: 'value', column: 'id' },
    ]);
  });

  it('that somebody else has changed meanwhile are read again, and those of a database that does not answer say so, in German too', async () => {
    const { backend, page } = await opened(undefined, 'de');
    const conflict = { code: 'connection.changed' as const, message: 'Somebody else has changed this connection in the meantime.', fix: 'Open it again, look at it as it is now and make your change again.', supportCode: 'ABCD-EFGH' };
    backend.answer('save-connection-tables', () => ({ ok: false, error: conflict }));
    await page.has('remove-old');
    await page.click('remove-old');
    await page.has('keep-old');
    await page.click('save-tables');
    await page.has('save-tables-error');
    expect(page.text('save-tables-error')).toContain('Jemand anders hat diese Verbindung inzwischen geändert.');
    backend.answer('get-connection-tables', () => ({ version: 8, tables: [known], offers }));
    await page.click('save-tables-error-try-again');
    await page.until(() => expect(page.maybe('table-old')).toBeNull());

    await page.click('leave-tables');
    backend.answer('get-connection-tables', () => ({ ok: false, error: { ...conflict, code: 'source.unavailable', message: 'The system this table comes from does not answer.', fix: 'Try again in a few minutes.' } }));
    await page.has('tables-erp');
    await page.click('tables-erp');
    await page.has('tables-error');
    expect(page.text('tables-error')).toContain('antwortet nicht');
    await page.click('leave-tables');
    await page.has('tables-erp');
  });
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
