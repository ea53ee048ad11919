import type { Message } from '#contract';
import { describe, expect, it } from 'vitest';
import { MyNoticesPage } from '../../../hubspot-project/app/pages/notices/my-notices-page.tsx';
import { fakeBackend } from '../support/fake-backend.ts';
import { renderPage } from '../support/render-page.tsx';

const message = (at: number, change: Partial<Message> = {}): Message => ({
  id: `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`, workflowId: '7', subject: `Order ${at}`, text: 'Please call them.\n\n<b>https://evil.example</b>', record: { objectTypeId: '0-2', objectId: '77' },
  recordUrl: 'https://app.hubspot.com/contacts/1/record/0-2/77', sentAt: '2026-11-28T09:00:00.000Z', mail: 'sent', ...change,
});

describe('the app’s page of one’s own notices', () => {
  it('shows the person’s wishes and saves what they change (D9)', async () => {
    const backend = fakeBackend();
    backend.answer('get-mail-wishes', () => ({ quietMinutes: 2, language: 'de', timeZone: 'Europe/Berlin', quiet: { from: 22, to: 6 } }));
    backend.answer('save-mail-wishes', (wishes) => wishes);
    const page = renderPage(MyNoticesPage, backend);
    await page.has('wishes');
    page.fire('wish-minutes', 'onChange', 5);
    await page.until(() => expect(page.get('wish-minutes').props['value']).toBe(5));
    page.fire('wish-quiet', 'onChange', false);
    await page.until(() => expect(page.maybe('wish-from')).toBeNull());

    await page.click('save-wishes');
    await page.until(() => expect(backend.sent('save-mail-wishes')).toEqual([{ quietMinutes: 5, language: 'de', timeZone: 'Europe/Berlin' }]));
  });

  it('says it in German, with what the account may have set', async () => {
    const backend = fakeBackend();
    backend.answer('get-mail-wishes', () => ({ quietMinutes: 0, language: 'de', timeZone: 'UTC' }));
    const page = renderPage(MyNoticesPage, backend, { language: 'de' });
    await page.has('wishes');

    expect(page.wholeText()).toMatch(/Meine Nachrichten.*Der strengere Wunsch gilt/);
  });

  it('lists what workflows wrote to the person, as text and with the record, older ones at a press (S0.13, T54)', async () => {
    const backend = fakeBackend();
    backend.answer('get-mail-wishes', () => ({ quietMinutes: 0, language: 'en', timeZone: 'UTC' }));
    backend.answer('list-messages', ({ before }) => (before === undefined ? { messages: [message(2, { mail: 'uncertain' })], older: true } : { messages: [message(1)], older: false }));
    const page = renderPage(MyNoticesPage, backend);
    await page.has(`message-${message(2).id}`);
    await page.click('more-messages');
    await page.has(`message-${message(1).id}`);

    expect(page.text(`message-${message(2).id}`)).toMatch(/Order 2.*Please call them.*<b>https:\/\/evil.example<\/b>.*From workflow 7.*the mail may not have arrived.*Open the record/);
    expect(page.all().filter(({ name }) => name === 'Link').map(({ props }) => (props['href'] as { url: string }).url)).toEqual([message(2).recordUrl, message(1).recordUrl]);
    expect(page.maybe('more-messages')).toBeNull();
    expect(backend.sent('list-messages')).toEqual([{}, { before: message(2).id }]);
  });

  it('says so when the messages cannot be listed, and lists them at the next try', async () => {
    const backend = fakeBackend();
    backend.answer('get-mail-wishes', () => ({ quietMinutes: 0, language: 'de', timeZone: 'UTC' }));
    backend.answer('list-messages', (_, count) => (count === 1 ? { ok: false, error: { code: 'internal', message: 'It did not work.', fix: 'Try again.', supportCode: 'ABCD-2345' } } : { messages: [message(1)], older: false }));
    const page = renderPage(MyNoticesPage, backend, { language: 'de' });
    await page.has('messages-error');
    await page.click('messages-error-try-again');

    await page.until(() => expect(page.text(`message-${message(1).id}`)).toContain('Von Workflow 7'));
  });
});
