import { describe, expect, it } from 'vitest';
import type { Destination, GetDestinationResponse } from '#contract';
import { DestinationsPage } from '../../../hubspot-project/app/pages/destinations/destinations-page.tsx';
import { fakeBackend, type FakeBackend } from '../support/fake-backend.ts';
import { renderPage } from '../support/render-page.tsx';

const ID = '6d4a1f0e-2f6f-4b40-9c53-2a5f0d6c1a01';
const JOB = '6d4a1f0e-2f6f-4b40-9c53-2a5f0d6c1a02';
const warehouse: Destination = { id: ID, name: 'Warehouse', kind: 'webhook', state: 'active', off: null, place: 'hooks.acme.example', tells: true, last: { state: 'failed', about: 'ready', at: '2026-11-27T09:00:00.000Z' } };
const details: GetDestinationResponse = {
  destination: warehouse, settings: { kind: 'webhook' }, oldSecretUntil: null,
  deliveries: [{ id: 'd1', jobId: JOB, title: 'Orders of Acme', userEmail: 'sam.seller@acme.example', mine: true, state: 'failed', about: 'ready', attempts: 7, reason: 'The other side has a problem (500).', at: '2026-11-27T09:00:00.000Z' },
    { id: 'd2', jobId: JOB, title: 'Orders of Bolt', userEmail: 'ben@acme.example', mine: false, state: 'failed', about: 'ready', attempts: 7, reason: null, at: '2026-11-27T08:00:00.000Z' }],
};

function withWarehouse(admin = true): FakeBackend {
  const backend = fakeBackend();
  backend.answer('list-destinations', () => ({ destinations: [warehouse], admin }));
  backend.answer('get-destination', () => details);
  return backend;
}

describe('the app’s page of destinations', () => {
  it('says where each leads, what it is told and what went there last (N2, P3)', async () => {
    const page = renderPage(DestinationsPage, withWarehouse());
    await page.has(`destination-${ID}`);

    expect(page.wholeText()).toMatch(/Warehouse.*On.*Signed webhook · hooks\.acme\.example.*told when an export fails.*Last: not sent/);
  });

  it('shows others than admins what there is, and nothing to press', async () => {
    const page = renderPage(DestinationsPage, withWarehouse(false));
    await page.has(`destination-${ID}`);

    expect(page.wholeText()).toContain('Warehouse');
    expect(page.wholeText()).not.toMatch(/Remove|Change|Add a destination/);
  });

  it('shows a new signing secret once, after the person has said so', async () => {
    const backend = withWarehouse();
    backend.answer('rotate-destination-secret', () => ({ secret: 'whsec_bmV3', until: '2026-11-29T09:00:00.000Z' }));
    const page = renderPage(DestinationsPage, backend);
    await page.has(`rotate-${ID}`);
    await page.click(`rotate-${ID}`);
    await page.has(`rotate-now-${ID}`);
    expect(backend.sent('rotate-destination-secret')).toEqual([]);

    await page.click(`rotate-now-${ID}`);
    await page.has('new-secret');
    expect(page.text('secret-text')).toBe('whsec_bmV3');
    await page.click('close-secret');
    await page.until(() => expect(page.wholeText()).not.toContain('whsec_bmV3'));
  });

  it('sends again what did not arrive, one’s own only, and once however often it is pressed', async () => {
    const backend = withWarehouse();
    backend.answer('resend-delivery', () => ({ ok: false, error: { code: 'internal', message: 'Something went wrong.', fix: 'Try again.', supportCode: 'ABCD-2345' } }));
    const page = renderPage(DestinationsPage, backend);
    await page.has(`history-${ID}`);
    await page.click(`history-${ID}`);
    await page.has('again-d1');
    expect(page.wholeText()).toContain('The other side has a problem (500).');
    await page.click('again-d1');
    await page.click('again-d1');

    await page.until(() => expect(backend.sent('resend-delivery')).toHaveLength(2));
    expect(new Set(backend.sent('resend-delivery').map(({ requestId }) => requestId)).size).toBe(1);
    expect(page.wholeText().match(/Send again/g)).toHaveLength(1);
  });

  it('sends it a third time when the second did not arrive either', async () => {
    const backend = withWarehouse();
    backend.answer('resend-delivery', () => ({ delivery: { id: 'd3', destinationId: ID, name: 'Warehouse', kind: 'webhook', state: 'pending', about: 'ready', attempts: 0, reason: null, receipt: null, nextAt: null, sentAt: null } }));
    const page = renderPage(DestinationsPage, backend);
    await page.has(`history-${ID}`);
    await page.click(`history-${ID}`);
    await page.has('again-d1');
    await page.click('again-d1');
    await page.until(() => expect(page.actions.addAlert.calls).toHaveLength(1));
    await page.click('again-d1');

    await page.until(() => expect(backend.sent('resend-delivery')).toHaveLength(2));
    expect(new Set(backend.sent('resend-delivery').map(({ requestId }) => requestId)).size).toBe(2);
  });

  it('removes a destination only behind a second press that says what is lost, in German too', async () => {
    const backend = withWarehouse();
    backend.answer('remove-destination', () => ({ removed: true }));
    const page = renderPage(DestinationsPage, backend, { language: 'de' });
    await page.has(`remove-${ID}`);
    await page.click(`remove-${ID}`);
    await page.has(`remove-now-${ID}`);
    expect(page.wholeText()).toContain('Seine Einstellungen werden gelöscht');
    expect(backend.sent('remove-destination')).toEqual([]);

    await page.click(`remove-now-${ID}`);
    await page.until(() => expect(backend.sent('remove-destination')).toEqual([{ destinationId: ID }]));
  });
});
