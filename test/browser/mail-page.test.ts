import { chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findChromium } from '../../scripts/find-chromium.ts';
import { eventually } from '../support/eventually.ts';
import { exportRequest, jobIn, startNumbersApp } from '../support/numbers-app.ts';
import { numbersSource } from '../support/numbers-source.ts';
import type { TestApp } from '../support/start-test-app.ts';

const TITLES = [
  '<img src=x onerror=alert(1)>', '"><script>alert(1)</script>', '<a href="https://evil.example">Click</a>', '</p></body><form action="https://evil.example"><input name=password>', '&lt;b&gt;', 'javascript:alert(1)', 'see https://evil.example/login now', 'www.evil.example',
  '\u202Egnp.exe', 'Orders\r\n\r\nYour password has expired: http://evil.example', '<style>*{display:none}</style>', "' onmouseover='alert(1)", '<iframe srcdoc="<script>alert(1)</script>">', '<svg/onload=alert(1)>', '{{7*7}} ${7*7}', 'write to eve@evil.example',
];
let test: TestApp;
const browser = await chromium.launch({ executablePath: findChromium() ?? 'chromium', args: ['--no-sandbox', '--disable-gpu'] });
let title = '';

beforeAll(async () => {
  const source = numbersSource({ rows: 2_100, parts: 1, batch: 700 });
  const tables = await source.tables({} as never, null);
  test = await startNumbersApp({ ...source, tables: async () => tables.map((table) => ({ ...table, title })) });
});
afterAll(async () => {
  await browser.close();
  await test?.close();
});

it('a table’s name stays words in the mail: no element, no script, no link but ours (T55)', async () => {
  const page = await browser.newPage();
  let alerts = 0;
  page.on('dialog', (dialog) => { alerts += 1; void dialog.dismiss(); });
  for (title of TITLES) {
    const { job } = await test.ask('start-export', exportRequest());
    await jobIn(test, job.id, 'ready');
    const mail = await eventually(() => test.mail.mails[TITLES.indexOf(title)]);

    await page.setContent(mail.html);
    const found = await page.evaluate(`({
      tags: [...new Set([...document.body.querySelectorAll('*')].map((one) => one.localName))],
      links: [...document.querySelectorAll('[href],[src],[action]')].map((one) => one.href ?? one.src ?? one.action),
      handlers: [...document.querySelectorAll('*')].flatMap((one) => [...one.attributes].map(({ name }) => name).filter((name) => name.startsWith('on'))),
    })`) as { tags: string[]; links: string[]; handlers: string[] };

    expect(found.tags.filter((tag) => tag !== 'p' && tag !== 'a'), title).toEqual([]);
    expect(found.handlers, title).toEqual([]);
    for (const link of found.links) expect(link, title).toMatch(/^http:\/\/localhost:4701\/files\/[\w.-]+$/);
    for (const words of [mail.text, mail.subject, await page.innerText('body')]) {
      const others = [...words.matchAll(/(?:https?:\/\/|www\.)\S+|\S+@\w\S*/g)].map(([address]) => address).filter((address) => !address.startsWith('http://localhost:4701/files/'));
      expect(others, title).toEqual([]);
    }
    expect(mail.subject, title).not.toMatch(/[\r\n\u202E]/);
  }
  expect(alerts).toBe(0);
});
