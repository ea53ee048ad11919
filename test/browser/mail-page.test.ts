import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Column } from '#contract';
import { sendAlert } from '../../server/alerts/send-alert.ts';
import { mailTable } from '../../src/actions/mail-table.ts';
import type { Mail } from '../../src/context/index.ts';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { composeMail } from '../../src/core/mail/compose-mail.ts';
import { writeLostGrantMail } from '../../src/installs/lost-grant/write-lost-grant-mail.ts';
import { writeMail } from '../../src/notices/write-mail.ts';
import { writeMessage } from '../../src/notices/messages/write-message.ts';
import { findChromium } from '../../scripts/find-chromium.ts';
import { eventually } from '../support/eventually.ts';
import { exportRequest, jobIn, startNumbersApp } from '../support/numbers-app.ts';
import { brokenSource, numbersSource } from '../support/numbers-source.ts';
import type { NumbersSource } from '../support/numbers-source.ts';
import type { TestApp } from '../support/start-test-app.ts';
import { screenshot } from './support/screenshot.ts';

const TITLES = [
  '<img src=x onerror=alert(1)>', '"><script>alert(1)</script>', '<a href="https://evil.example">Click</a>', '</p></body><form action="https://evil.example"><input name=password>', '&lt;b&gt;', 'javascript:alert(1)', 'see https://evil.example/login now', 'www.evil.example',
  '\u202Egnp.exe', 'Orders\r\n\r\nYour password has expired: http://evil.example', '<style>*{display:none}</style>', "' onmouseover='alert(1)", '<iframe srcdoc="<script>alert(1)</script>">', '<svg/onload=alert(1)>', '{{7*7}} ${7*7}', 'write to eve@evil.example',
];
/** What our own mails are made of. */
const OURS = ['p', 'a', 'table', 'tbody', 'tr', 'td'];
let test: TestApp;
const browser = await chromium.launch({ executablePath: findChromium() ?? 'chromium', args: ['--no-sandbox', '--disable-gpu'] });
let title = '';
let source: NumbersSource;

beforeAll(async () => {
  source = numbersSource({ rows: 2_100, parts: 1, batch: 700 });
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

    expect(found.tags.filter((tag) => !OURS.includes(tag)), title).toEqual([]);
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

describe('every mail we write', () => {
  const portalId = PortalId.parse('4711001');
  const columns: Column[] = [{ key: 'n', title: 'Bestellung', type: 'text', sortable: false, operators: [] }, { key: 'a', title: 'Betrag', type: 'money', currency: 'EUR', sortable: false, operators: [] }];

  /** A notice that stands in the outbox, about the newest job of this kind. */
  async function noticed(kind: string, about: string): Promise<Mail> {
    const { context } = test.app;
    const base = { jobId: about, kind, recipient: 'ada.admin@acme.example', recipientId: '501', channel: 'email', state: 'pending' };
    const notice = await context.database.inPortal(portalId, async (tx) => tx.notice.create({ data: { ...base, id: context.newId(), portalId: BigInt(portalId), round: (await tx.job.findUniqueOrThrow({ where: { id: about } })).round } }));
    return (await writeMail(context, portalId, notice))!;
  }

  async function mails(): Promise<readonly (readonly [name: string, mail: Pick<Mail, 'html' | 'text'>])[]> {
    const { context } = test.app;
    title = 'All orders';
    source.beforeBatch = async () => undefined;
    const { job } = await test.ask('start-export', exportRequest());
    await jobIn(test, job.id, 'ready');
    source.beforeBatch = async () => { throw brokenSource(); };
    const broken = (await test.ask('start-export', exportRequest())).job;
    await jobIn(test, broken.id, 'failed');
    const ofWorkflow = { id: context.newId(), recipient: 'sam.seller@acme.example', recipientId: '501', sender: 'workflow:77', subject: 'Please call them.', body: 'They asked twice.\nPhone: +49 30 1234', objectTypeId: '0-2', objectId: '77' };
    const alerts: Mail[] = [];
    await sendAlert({ mailTo: 'ops@vendor.example', webhook: null, origin: 'https://siderail.example', fetch, newId: context.newId, mailer: { send: async (mail) => { alerts.push(mail); return { state: 'sent' }; } } }, { group: 'jobs wait for more than ten minutes', times: 3, firstAt: new Date('2026-11-28T09:05:00Z'), lastAt: new Date('2026-11-28T10:05:00Z'), supportCode: 'KX7-Q2' });
    const { language } = await test.ask('get-mail-wishes', {});
    return [
      ['ready', await noticed('ready', job.id)],
      ['failed', await noticed('failed', broken.id)],
      ['approval', await noticed('approval_requested', job.id)],
      ['message', await writeMessage(context, portalId, ofWorkflow as never)],
      ['lost-grant', writeLostGrantMail(context, portalId, { id: context.newId(), recipient: 'ada.admin@acme.example' } as never, language)],
      ['rows', composeMail('sam.seller@acme.example', '<m@siderail>', { language, subject: 'Orders', lines: ['Orders'], insert: { text: 'Bestellung: 1', html: mailTable(columns, [['B-1', '1.234,50 €'], ['B-2', '9,00 €']]) }, button: null, closing: '' })],
      ...(language === 'en' ? [['alert', alerts[0]!] as const] : []),
    ];
  }

  it.each(['en', 'de'] as const)('looks made for people, on a phone and on a desk, and names no day as machines do: %s', async (language) => {
    await test.ask('save-mail-wishes', { quietMinutes: 0, language, timeZone: 'Europe/Berlin' });
    const page = await browser.newPage();
    for (const [name, { html, text }] of await mails()) {
      for (const width of [360, 720]) {
        await page.setViewportSize({ width, height: 560 });
        await page.setContent(html);
        expect(await page.evaluate('document.documentElement.scrollWidth - window.innerWidth'), `${name} is wider than ${width}`).toBeLessThanOrEqual(0);
        if (width === 720 || name === 'ready') await screenshot(page, `mails/${name}-${language}-${width}`);
      }
      expect(await page.getAttribute('html', 'lang'), name).toBe(language);
      expect(await page.locator('a').count(), name).toBeLessThanOrEqual(1);
      for (const words of [text, await page.innerText('body')]) {
        expect(words.replaceAll(/https?:\S+/g, ''), name).not.toMatch(/\d{4}-\d{2}-\d{2}|undefined|null|\[object/);
        if (language === 'de' && name !== 'rows') expect(words.replace('Please call them.', '').replace('They asked twice.', ''), name).not.toMatch(/\b(the|your|you|rows?|until|export is|open|again|link works|approval)\b/i);
      }
    }
    await page.close();
  }, 60_000);
});
