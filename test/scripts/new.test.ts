import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dataDirectory } from '../../scripts/data-directory.ts';
import { KINDS } from '../../scripts/new/kinds.ts';
import { makeCard } from '../../scripts/new/make-card.ts';
import { makeNew } from '../../scripts/new/make-new.ts';
import { makeSource } from '../../scripts/new/make-source.ts';

const root = join(import.meta.dirname, '..', '..');
const copy = mkdtempSync(join(tmpdir(), 'siderail-new-'));
/** Run inside the copy: a click reaches the new action, and the queue brings work to the new job. */
const MADE = `
import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { brandNewJobJob } from '../../src/notices/index.ts';
import { actions } from '../../src/registry.ts';
import { eventually } from '../support/eventually.ts';
import { NUMBERS_QUERY, startNumbersApp } from '../support/numbers-app.ts';
import { numbersSource } from '../support/numbers-source.ts';

it('is there', async () => {
  const test = await startNumbersApp(numbersSource({ rows: 10, parts: 1, batch: 10 }));
  try {
    const { record } = NUMBERS_QUERY;
    const made = actions.find(({ summary }) => summary.name === 'brand-new-action');
    const row = made.summary.place === 'row' ? { rowKey: '1' } : {};
    const { reply } = await test.call('run-action', { requestId: randomUUID(), name: 'brand-new-action', record, query: NUMBERS_QUERY, ...row });
    const listed = (await test.ask('list-tables', { record })).actions.map(({ name }) => name);
    // What runs in the card is offered there; what runs here is known, whatever it then needs.
    if (made.run === null) expect(listed).toContain('brand-new-action');
    else expect(reply.ok || !['action.unknown', 'internal'].includes(reply.error.code)).toBe(true);

    const { context } = test.app;
    const payload = { portalId: PortalId.parse('4711001'), noticeId: randomUUID(), messageId: randomUUID() };
    await context.database.inPortal(payload.portalId, (tx) => context.queue.enqueue(tx, brandNewJobJob, payload));
    await eventually(async () => (await context.database.pool.query("select 1 from pgboss.job where name = 'brand-new-job' and state = 'completed'")).rowCount === 1);
  } finally {
    await test.close();
  }
});
`;
/** What the app is made of, and what runs it in a test. */
const FOLDERS = ['src', 'server', 'prisma', 'scripts', 'sandbox', 'test/support', 'hubspot-project/app/packages/contract', 'hubspot-project/app/workflow-actions', 'hubspot-project/app/cards'];
const FILES = ['package.json', 'tsconfig.json', 'vitest.config.ts', 'prisma.config.ts', 'hsproject.json', 'test/cards/bundles.test.ts'];
const TYPES = { extends: './tsconfig.json', include: ['src', 'server', 'test/sources'] };
const run = promisify(execFile);

let made: readonly string[];
/** All three at once, since each waits for a part of its time; whoever asks for one waits for that. */
let types: Promise<unknown>;
let bundle: Promise<unknown>;
let tests: Promise<unknown>;

beforeAll(() => {
  for (const folder of FOLDERS) cpSync(join(root, folder), join(copy, folder), { recursive: true, filter: (from) => !from.endsWith('node_modules') });
  mkdirSync(join(copy, 'test', 'cards'), { recursive: true });
  for (const file of FILES) cpSync(join(root, file), join(copy, file));
  for (const link of ['node_modules', 'sandbox/node_modules', 'hubspot-project/app/node_modules', 'hubspot-project/app/package.json']) symlinkSync(join(root, link), join(copy, link));
  made = [...KINDS.map((kind) => makeNew(copy, kind, `brand-new-${kind.kind}`)), makeSource(copy, 'brand-new-source'), makeCard(copy, 'brand-new-card')].flat();
  writeFileSync(join(copy, 'tsconfig.types.json'), JSON.stringify(TYPES));
  mkdirSync(join(copy, 'test', 'made'), { recursive: true });
  writeFileSync(join(copy, 'test', 'made', 'made.test.ts'), MADE);

  const program = (...path: string[]): string => join(root, 'node_modules', ...path);
  const builder = join(root, 'sandbox', 'node_modules', '@hubspot', 'ui-extensions-dev-server', 'dist', 'lib', 'build.js');
  const app = join(copy, 'hubspot-project', 'app');
  types = run(process.execPath, [program('typescript', 'lib', 'tsc.js'), '--noEmit', '-p', join(copy, 'tsconfig.types.json')]);
  tests = run(process.execPath, [program('vitest', 'vitest.mjs'), 'run', '--root', copy, '--config', join(copy, 'vitest.config.ts'), '--project=unit', 'test/made', 'test/sources/brand-new-source'], { cwd: copy, env: { ...process.env, DATA_DIR: dataDirectory() } });
  bundle = run(process.execPath, [join(root, 'test', 'cards', 'support', 'build-card.ts'), builder, join(app, 'cards'), 'BrandNewCard.tsx', join(copy, 'built')], { env: { ...process.env, NODE_ENV: 'production' } });
  for (const running of [types, tests, bundle]) running.catch(() => undefined);
});
afterAll(async () => {
  await Promise.allSettled([types, tests, bundle]);
  rmSync(copy, { recursive: true, force: true });
});

it('makes an action, a job, a workflow action, a source and a card that are registered', () => {
  for (const file of made) expect(existsSync(join(copy, file)), file).toBe(true);
  const registry = readFileSync(join(copy, 'src', 'registry.ts'), 'utf8');
  for (const name of ['brandNewActionAction', 'brandNewJobJob', 'brandNewWorkflowWorkflow', 'brandNewSourceSource']) expect(registry.split(name)).toHaveLength(3);
  const cards = join(copy, 'hubspot-project', 'app', 'cards');
  const metas = readdirSync(cards).filter((file) => file.endsWith('-hsmeta.json')).map((file) => JSON.parse(readFileSync(join(cards, file), 'utf8')) as { uid: string; config: { entrypoint: string } });
  expect(new Set(metas.map(({ uid }) => uid)).size).toBe(metas.length);
  expect(metas.find(({ uid }) => uid === 'brand_new_card')?.config.entrypoint).toBe('/app/cards/BrandNewCard.tsx');
  expect(readFileSync(join(copy, 'test', 'cards', 'bundles.test.ts'), 'utf8')).toContain(`['cards', 'BrandNewCard']`);
});

it('the new card is built by HubSpot’s own builder, as any other', async () => {
  await bundle;

  const code = readFileSync(join(copy, 'built', 'BrandNewCard.js'), 'utf8');
  expect(code.length).toBeGreaterThan(10_000);
  for (const word of ['require(', 'process.env', 'document.', 'jsxDEV']) expect(code).not.toContain(word);
}, 300_000);

it('the new action runs, the new job is worked and the new source passes its own test, in the app that they were made in', async () => {
  await tests;
}, 300_000);

it('the types of all that was made, and of what lists it, are right', async () => {
  await types;
}, 300_000);

it.each([
  ['refresh', `name: 'brand-new', title: 'Refresh', place: 'table', effect: 'refresh'`],
  ['copy-row', `name: 'brand-new'`],
] as const)('renames the sibling %s where it is named, and leaves alone what is only spelt like it', (sibling, words) => {
  const small = mkdtempSync(join(tmpdir(), 'siderail-new-small-'));
  try {
    for (const part of ['src/actions', 'src/registry.ts']) cpSync(join(root, part), join(small, part), { recursive: true });
    const newest = join(small, 'src', 'actions', `${sibling}.action.ts`);
    utimesSync(newest, Date.now() / 1_000 + 60, Date.now() / 1_000 + 60);
    const before = readFileSync(newest, 'utf8');

    makeNew(small, KINDS[0]!, 'brand-new');

    const made = readFileSync(join(small, 'src', 'actions', 'brand-new.action.ts'), 'utf8');
    expect(made).toContain(words);
    const changed = before.split('\n').filter((line, at) => line !== made.split('\n')[at]);
    expect(changed.filter((line) => !/export const|name: '/.test(line))).toEqual([]);
    expect(readFileSync(join(small, 'src', 'actions', 'index.ts'), 'utf8')).toContain(`from './brand-new.action.ts'`);
  } finally {
    rmSync(small, { recursive: true, force: true });
  }
});

it('makes nothing where a list is no longer written as it was', () => {
  const small = mkdtempSync(join(tmpdir(), 'siderail-new-small-'));
  try {
    mkdirSync(join(small, 'src'), { recursive: true });
    writeFileSync(join(small, 'src', 'registry.ts'), 'export const sources = [];\n');

    expect(() => makeSource(small, 'brand-new')).toThrow('src/registry.ts is not written as it was');
    expect(readdirSync(join(small, 'src'))).toEqual(['registry.ts']);
  } finally {
    rmSync(small, { recursive: true, force: true });
  }
});

it('refuses a name that is taken or is none', () => {
  const [action] = KINDS;

  expect(() => makeNew(copy, action!, 'brand-new-action')).toThrow('there already');
  expect(() => makeNew(copy, action!, '../Evil')).toThrow('is no name');
  expect(() => makeSource(copy, 'mysql')).toThrow('there already');
  expect(() => makeCard(copy, 'help-desk')).toThrow('there already');
});
