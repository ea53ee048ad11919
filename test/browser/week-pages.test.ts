import pg from 'pg';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installApp } from './support/install-app.ts';
import { screenshot } from './support/screenshot.ts';
import { signInAs } from './support/sign-in-as.ts';
import { startJourney, type Journey } from './support/start-journey.ts';

let journey: Journey;
let page: Page;

beforeAll(async () => {
  journey = await startJourney();
  page = journey.page;
  await installApp(page, journey.stack);
  await signInAs(page, 'Ada');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Siderail' }).click();
});
afterAll(async () => journey?.close());

const sound = async (): Promise<void> => expect(await page.evaluate('window.__sandbox')).toMatchObject({ errors: [], notImplemented: [] });

describe('a RevOps person through the week', () => {
  it('adds a signed webhook, gets its secret once, and replaces it (N2, P3)', async () => {
    await page.getByRole('link', { name: 'Destinations' }).click();
    await page.getByRole('heading', { name: 'Destinations', level: 1 }).waitFor();
    await page.getByRole('button', { name: 'Add a destination' }).click();
    await screenshot(page, '50-add-destination');
    await page.getByRole('combobox', { name: 'Kind' }).selectOption({ label: 'Signed webhook' });
    await page.getByRole('textbox', { name: 'Name' }).fill('Warehouse');
    await page.getByRole('textbox', { name: 'Address' }).fill('https://hooks.acme.example/siderail');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText(/^whsec_/).waitFor();
    await page.getByRole('button', { name: 'Close', exact: true }).click();
    await page.getByRole('button', { name: 'New signing secret' }).click();
    await page.getByRole('button', { name: 'Make a new secret' }).click();
    await page.getByText(/^whsec_/).waitFor();
    await screenshot(page, '51-destinations');
    await page.getByRole('button', { name: 'Close', exact: true }).click();
    await page.getByRole('button', { name: 'Change', exact: true }).click();
    await page.getByText('Leave empty to keep it. Another host').waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await sound();
  });

  it('builds a template with its first rows beside, and says where it goes (P2, S0.16)', async () => {
    await page.getByRole('link', { name: 'Templates' }).click();
    await page.getByRole('button', { name: 'New template' }).click();
    const table = page.getByRole('combobox', { name: 'Table', exact: true });
    await table.locator('option', { hasText: 'All deals' }).waitFor({ state: 'attached' });
    await table.selectOption(await table.locator('option', { hasText: 'All deals' }).getAttribute('value') ?? '');
    await page.getByTestId('preview-rows').waitFor();
    await page.getByTestId('builder-estimate').waitFor();
    await page.getByRole('textbox', { name: 'Deal name is called' }).fill('Opportunity');
    await page.getByTestId('preview-rows').getByText('Opportunity').waitFor();
    await screenshot(page, '52-template-builder');
    await page.getByRole('button', { name: 'Further tables in the same file' }).click();
    await page.getByRole('option', { name: 'Line items of each row' }).click();
    await page.keyboard.press('Escape');
    await page.getByRole('combobox', { name: 'Rows of' }).selectOption({ label: 'Line items of each row' });
    await page.getByText('What hangs on the first 20 rows of the first table.').waitFor();
    expect(await page.getByTestId('preview-rows').getByRole('columnheader').first().innerText()).toBe('Record ID (All deals)');
    await page.getByRole('combobox', { name: 'Rows of' }).scrollIntoViewIfNeeded();
    await page.mouse.wheel(0, 400);
    await screenshot(page, '53-template-preview');
    await page.getByRole('textbox', { name: 'Name of the template' }).fill('Deals for the board');
    await page.getByRole('button', { name: 'Save template' }).click();
    await page.getByRole('heading', { name: 'Deals for the board' }).waitFor();
    await sound();
  });

  it('closes the holidays, and sees the next five runs before saving (S2.3)', async () => {
    await page.getByRole('button', { name: 'Schedule', exact: true }).click();
    await page.getByTestId('next-runs').waitFor();
    await page.getByRole('textbox', { name: 'From' }).fill('2030-12-24');
    await page.getByRole('textbox', { name: 'Until' }).fill('2031-01-01');
    await page.getByRole('button', { name: 'Close these days' }).click();
    await page.getByRole('button', { name: 'Open again' }).waitFor();
    await screenshot(page, '54-closed-days');
    await page.getByRole('button', { name: 'Save schedule' }).click();
    await page.getByText('Next, in your time:').waitFor();
    await sound();
  });

  it('reads what a workflow wrote to them in the app too, above how they want to hear of their exports (S0.13, D9)', async () => {
    await tellAda('A large order', 'Acme Corporation has ordered for EUR 48,200.\nPlease call them today.');
    await page.getByRole('link', { name: 'My notices' }).click();
    await page.getByText('Please call them today.').waitFor();
    await screenshot(page, '57-messages');
    await page.getByRole('checkbox', { name: 'No e-mails in quiet hours' }).check();
    await screenshot(page, '55-my-notices');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('It holds from the next e-mail on.').waitFor();
    await sound();
    expect(journey.problems).toEqual([]);
  });
});

/** What a workflow's "send a notice" leaves behind once its mail is out; the calls themselves are tested with the workflows. */
async function tellAda(subject: string, body: string): Promise<void> {
  const client = new pg.Client({ connectionString: journey.stack.databases.siderailUrl });
  await client.connect();
  await client.query(`begin; select set_config('app.portal_id', '4711001', true)`);
  await client.query(`insert into messages (id, portal_id, sender, recipient_id, recipient, subject, body, object_type_id, object_id, state, sent_at)
    values (gen_random_uuid(), 4711001, 'workflow:7001', '502', 'ada@acme.example', $1, $2, '0-2', '77', 'sent', now())`, [subject, body]);
  await client.query('commit');
  await client.end();
}
