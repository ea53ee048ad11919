import { afterEach, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { exportRequest, jobIn, startNumbersApp } from '../support/numbers-app.ts';
import { numbersSource } from '../support/numbers-source.ts';
import type { TestApp } from '../support/start-test-app.ts';

let test: TestApp;
afterEach(async () => test?.close());

async function emailState(jobId: string): Promise<string> {
  return eventually(async () => {
    const email = (await jobIn(test, jobId, 'ready')).notices.find((notice) => notice.channel === 'email');
    return email !== undefined && email.state !== 'pending' ? email.state : null;
  });
}

describe('the mail about a finished export', () => {
  it('is tried again when the server refuses it for now, and then sent once (F47, S0.8)', async () => {
    test = await startNumbersApp(numbersSource({ rows: 2_500, parts: 1, batch: 500 }));
    test.mail.behave('refuse');
    const { job } = await test.ask('start-export', exportRequest());
    await jobIn(test, job.id, 'ready');
    await new Promise((resolve) => setTimeout(resolve, 700));
    test.mail.behave('take');

    expect(await emailState(job.id)).toBe('sent');
    expect(test.mail.mails).toHaveLength(1);
  });

  it('is shown as uncertain, and never sent again, when the server took it and gave no answer (F47, F48)', async () => {
    test = await startNumbersApp(numbersSource({ rows: 2_500, parts: 1, batch: 500 }));
    test.mail.behave('take-and-cut');
    const { job } = await test.ask('start-export', exportRequest());

    expect(await emailState(job.id)).toBe('uncertain');
    test.mail.behave('take');
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(test.mail.mails).toHaveLength(1);
  });

  it('goes to the address HubSpot signed and to no other, with the table’s name as text only (T54, T55, T56)', async () => {
    const source = numbersSource({ rows: 2_500, parts: 1, batch: 500 });
    const tables = await source.tables({} as never, null);
    const title = '<img src=x onerror=alert(1)>\r\nBcc: eve@other.example';
    test = await startNumbersApp({ ...source, tables: async () => tables.map((table) => ({ ...table, title })) });
    const { job } = await test.ask('start-export', exportRequest());
    await jobIn(test, job.id, 'ready');

    const mail = await eventually(() => test.mail.mails[0]);

    expect(mail.envelopeTo).toEqual(['sam.seller@acme.example']);
    expect(mail.html).not.toContain('<img');
    expect(mail.html).toContain('&lt;img');
    for (const [, link] of mail.html.matchAll(/href="([^"]+)"/g)) expect(link).toMatch(/^http:\/\/localhost:4701\/files\//);
  });
});
