import { describe, expect, it } from 'vitest';
import { MyNoticesPage } from '../../../hubspot-project/app/pages/notices/my-notices-page.tsx';
import { fakeBackend } from '../support/fake-backend.ts';
import { renderPage } from '../support/render-page.tsx';

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
});
