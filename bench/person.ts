import { openAcme, cardOn, chooseTable, exportButton, jobIn } from '../test/browser/support/record-page.ts';
import { downloadFile, openFilePage } from '../test/browser/support/file-page.ts';
import { installApp } from '../test/browser/support/install-app.ts';
import { letEverybodyExport } from '../test/browser/support/let-everybody-export.ts';
import { startJourney } from '../test/browser/support/start-journey.ts';
import type { Journey } from '../test/browser/support/start-journey.ts';
import { cardClient } from './support/card-client.ts';
import type { Figure, FigureOptions, FigureResult, Measure } from './support/figure.ts';
import { fillPages } from './support/fill-pages.ts';
import { measure } from './support/measure.ts';

const RUNS = 5;
const JOBS = 10_000;
const TEMPLATES = 500;
const LIMITS = { firstFileMs: 600_000, clicks: 3, firstRowsMs: 1_000, feedbackMs: 200, startedMs: 2_000, readyMs: 10_000, answerMs: 1_000, answerBytes: 1_000_000 };

/** What a person waits for, by a browser in front of the whole product, each held against its promise. */
export const person: Figure = {
  name: 'person',
  title: 'what a person waits for in the browser, and pages with very many exports and templates, against the promises',
  run,
};

async function run({ runs, say }: FigureOptions): Promise<FigureResult> {
  const journey = await startJourney();
  try {
    const measures: Measure[] = [];
    const put = (what: string, unit: string, seen: readonly number[], limit: number): void => {
      measures.push(measure(what, unit, seen, { against: { limit, called: 'promised' }, goal: { on: 'ratio', bound: 'at most', value: 1 } }));
      say(`person: ${what} ${seen.map((one) => Math.round(one)).join(', ')} ${unit}`);
    };
    const first = await firstFile(journey);
    put('install to first file', 'ms', [first.ms], LIMITS.firstFileMs);
    put('from the table to the file', 'clicks', [first.clicks], LIMITS.clicks);
    const count = runs ?? RUNS;
    put('opened card to first rows', 'ms', await repeated(count, () => firstRows(journey)), LIMITS.firstRowsMs);
    const clicked = await repeated(count, () => clickExport(journey));
    put('click to feedback', 'ms', clicked.map(({ feedbackMs }) => feedbackMs), LIMITS.feedbackMs);
    put('click to start notice', 'ms', clicked.map(({ startedMs }) => startedMs), LIMITS.startedMs);
    put('complete file to ready notice in the card', 'ms', clicked.map(({ readyMs }) => readyMs), LIMITS.readyMs);
    await fillPages(journey.stack, { jobs: JOBS, templates: TEMPLATES });
    const cards = cardClient(journey.stack.webUrl);
    for (const [what, ask] of [[`inbox of ${JOBS} exports`, () => cards.ask('list-jobs', {})], [`${TEMPLATES} templates`, () => cards.ask('list-templates', {})]] as const) {
      const answers = await repeated(count, async () => {
        const began = performance.now();
        const answer = await ask();
        return { ms: performance.now() - began, bytes: Buffer.byteLength(JSON.stringify(answer)) };
      });
      put(`${what}, one answer`, 'ms', answers.map(({ ms }) => ms), LIMITS.answerMs);
      put(`${what}, one answer`, 'bytes', answers.map(({ bytes }) => bytes), LIMITS.answerBytes);
    }
    return { measures, notes: [
      'The card runs in Chromium over the whole stack, with HubSpot’s stand-in answering at once and its sources warm; the first file is one of 1,200 rows by a scripted walk-through, without the time a person reads.',
      'Clicks are counted from the chosen table on: export, link, download. First rows are counted from the card’s own beginning, for the page around it is HubSpot’s.',
      'The ready notice is counted from the certificate’s finishing time to the moment the card says so.',
    ] };
  } finally {
    await journey.close();
  }
}

async function repeated<T>(count: number, once: () => Promise<T>): Promise<T[]> {
  const seen: T[] = [];
  for (let n = 0; n < count; n += 1) seen.push(await once());
  return seen;
}

async function firstFile({ page, stack }: Journey): Promise<{ ms: number; clicks: number }> {
  const began = performance.now();
  await installApp(page, stack);
  await letEverybodyExport(stack);
  await openAcme(page);
  const tab = cardOn(page, 'record_tab');
  await chooseTable(tab, 'Orders · Business database', '1,200');
  let clicks = 0;
  await exportButton(tab).click();
  clicks += 1;
  await tab.getByText('Your file is ready').waitFor();
  const filePage = await openFilePage(tab.getByTestId('export-link'));
  clicks += 1;
  const file = await downloadFile(filePage);
  clicks += 1;
  if (file.sha256 !== file.promisedSha256) throw new Error('the first file is not the one that was promised');
  await filePage.close();
  return { ms: performance.now() - began, clicks };
}

async function firstRows({ page }: Journey): Promise<number> {
  const tab = cardOn(page, 'record_tab');
  await page.reload();
  // From the card's own begin on: the page around it is HubSpot's.
  await tab.waitFor();
  const began = performance.now();
  await tab.getByTestId('data-table').waitFor();
  return performance.now() - began;
}

async function clickExport({ page, stack }: Journey): Promise<{ feedbackMs: number; startedMs: number; readyMs: number }> {
  const tab = cardOn(page, 'record_tab');
  await page.reload();
  await chooseTable(tab, 'Orders (whole account) · Business database', '30,000');
  const began = performance.now();
  const clicked = exportButton(tab).click();
  // Something on the card says that the click has come: the button is busy or the export has begun.
  await tab.locator('[data-testid=export-button][disabled], [data-testid=export-button][aria-busy=true], [data-testid=export-started]').first().waitFor();
  const feedbackMs = performance.now() - began;
  await clicked;
  await tab.getByTestId('export-started').waitFor();
  const startedMs = performance.now() - began;
  await jobIn(tab, 'All orders').getByText('Complete: 30,000 of 30,000 rows').waitFor();
  const seenAt = Date.now();
  const [newest] = (await cardClient(stack.webUrl).ask('list-jobs', {})).jobs;
  if (newest?.state !== 'ready') throw new Error('the newest export is not the one that is ready');
  const finishedAt = Date.parse(newest.createdAt) + newest.seconds * 1_000;
  return { feedbackMs, startedMs, readyMs: Math.max(0, seenAt - finishedAt) };
}
