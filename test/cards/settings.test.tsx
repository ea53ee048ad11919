import { createRenderer } from '@hubspot/ui-extensions/testing';
import { describe, expect, it, vi } from 'vitest';
import type { GetSettingsResponse, Policy } from '#contract';
import { SettingsFrame } from '../../hubspot-project/app/settings/components/settings-frame.tsx';
import { SettingsPage } from '../../hubspot-project/app/settings/components/settings-page.tsx';
import { fakeBackend, ORIGIN, type FakeBackend } from './support/fake-backend.ts';
import { mountSurface } from './support/mount-surface.tsx';

const EVERYBODY = { kind: 'everybody' } as const;
const orders = { connection: 'erp', table: 'orders', scope: null } as const;
const policy: Policy = {
  admins: [], approval: { aboveRows: null, adminsToo: false, approvers: [], expiresAfterHours: 48 },
  rules: [
    { about: 'export', who: EVERYBODY, ...orders, effect: 'deny' },
    { about: 'column', who: EVERYBODY, ...orders, column: 'net_eur', effect: 'mask' },
    { about: 'view', who: EVERYBODY, ...orders, table: 'sold', effect: 'deny' },
    { about: 'view', who: EVERYBODY, connection: 'gone', table: 'stock', scope: null, effect: 'deny' },
  ],
};
const settings: GetSettingsResponse = {
  policy, mayChange: false, fileDays: 30, immediateRows: 5_000, version: 3, changedAt: '2026-11-28T08:00:00.000Z', changedBy: '502',
  account: { environment: 'production', retentionDays: null, mailDomains: [], notices: { mail: 'always', quiet: null } },
};
const erp = { connection: 'erp', title: 'Business database', problem: null, tables: [{ table: 'orders', title: 'Orders', columns: [{ key: 'net_eur', title: 'Net amount' }] }] };
const people = [{ userId: '502', name: 'Ada Admin', email: 'ada@acme.example' }];

function render(backend: FakeBackend, language = 'en') {
  vi.stubGlobal('self', globalThis);
  vi.stubGlobal('hsFetch', backend.fetch);
  const renderer = createRenderer('settings');
  const { actions, context } = renderer.mocks;
  Object.assign(context, { variables: { API_ORIGIN: ORIGIN }, user: { ...context.user, email: 'sam.seller@acme.example', locale: language, language } });
  return mountSurface(renderer, <SettingsFrame context={context} actions={actions}><SettingsPage /></SettingsFrame>, backend);
}

describe('whoever only reads the settings', () => {
  it('reads the rules by the titles of tables and columns; what is not there any more by its key, and that it is not (S0.16)', async () => {
    const backend = fakeBackend();
    backend.answer('get-settings', () => settings);
    backend.answer('list-rule-names', () => ({ places: [erp] }));
    const page = render(backend);

    await page.until(() => expect(page.text('rules')).toContain('Orders · Business database'));
    expect(page.text('rules')).toMatch(/Column “Net amount”.*sold \(not there any more\) · Business database.*stock · gone/);
    expect(backend.sent('list-places')).toEqual([]);
  });

  it('reads them by their keys when nobody can say the titles, in German too', async () => {
    const backend = fakeBackend();
    backend.answer('get-settings', () => settings);
    backend.answer('list-rule-names', () => { throw new Error('away'); });
    const page = render(backend, 'de');

    await page.has('rules');
    expect(page.text('rules')).toMatch(/orders · erp.*Spalte „net_eur“/);
    expect(page.maybe('choices-error')).toBeNull();
  });
});

describe('an admin in the settings', () => {
  const asAdmin = (change: Partial<GetSettingsResponse> = {}) => {
    const backend = fakeBackend();
    backend.answer('get-settings', () => ({ ...settings, mayChange: true, ...change }));
    backend.answer('list-places', () => ({ places: [erp], people, teams: [] }));
    return backend;
  };

  it('reads who changed them last, is told while tables and people are still asked for, and when HubSpot names nobody', async () => {
    const backend = asAdmin();
    let answer = (_places: { places: [typeof erp]; people: typeof people; teams: never[] }): void => undefined;
    backend.answer('list-places', () => new Promise((resolve) => { answer = resolve; }));
    const page = render(backend);
    await page.has('choices-loading');
    await page.until(() => expect(backend.sent('list-places')).toHaveLength(1));
    answer({ places: [erp], people, teams: [] });
    await page.until(() => expect(page.text('last-change')).toMatch(/by Ada Admin\.$/));
    expect([page.maybe('choices-loading'), page.maybe('no-people')]).toEqual([null, null]);

    const nobody = asAdmin();
    nobody.answer('list-places', () => ({ places: [erp], people: [], teams: [] }));
    await render(nobody).has('no-people');
  });

  it('cannot add the same rule twice, and every button says which rule it removes', async () => {
    const page = render(asAdmin({ policy: { ...policy, rules: [{ about: 'export', who: EVERYBODY, connection: null, table: null, scope: null, effect: 'approve' }] } }));
    await page.has('rule-twice');
    expect(page.get('add-rule').props['disabled']).toBe(true);
    expect(page.text('remove-rule-0')).toBe('Remove rule 1');
  });

  it('is told at the field when more are named than can be kept, before saving', async () => {
    const page = render(asAdmin());
    await page.has('mail-domains');
    page.fire('mail-domains', 'onInput', Array.from({ length: 51 }, (_none, at) => `d${at}.example`).join(', '));
    await page.until(() => expect(page.get('mail-domains').props['validationMessage']).toBe('At most 50.'));
    expect(page.get('save-settings').props['disabled']).toBe(true);
  });

  it('still sees the settings, and that they could not be read again, when that fails after somebody else has saved', async () => {
    const backend = asAdmin();
    backend.answer('save-settings', () => ({ ok: false, error: { code: 'settings.conflict', message: 'Somebody else has changed these settings in the meantime.', fix: 'Reload the page.', supportCode: 'ABCD-EFGH' } }));
    const page = render(backend);
    await page.has('environment');
    page.fire('environment', 'onChange', 'test');
    await page.until(() => expect(page.get('save-settings').props['disabled']).toBe(false));
    await page.click('save-settings');
    await page.has('save-error');
    backend.answer('get-settings', () => { throw new Error('away'); });
    await page.click('save-error-try-again');

    await page.has('settings-error');
    await page.has('environment');
  });
});
