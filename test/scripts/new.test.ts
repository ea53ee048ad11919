import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { dataDirectory } from '../../scripts/data-directory.ts';
import { KINDS } from '../../scripts/new/kinds.ts';
import { makeCard } from '../../scripts/new/make-card.ts';
import { makeNew } from '../../scripts/new/make-new.ts';
import { makeSource } from '../../scripts/new/make-source.ts';

const root = join(import.meta.dirname, '..', '..');
const BARE = `export default { test: { include: ['test/sources/**/*.test.ts'] } };\n`;
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
afterAll(() => rmSync(copy, { recursive: true, force: true }));

it('makes an action, a job, a workflow action, a source and a card that are registered and whose types are right, and the source’s own test passes', () => {
  for (const folder of ['src', 'server', 'hubspot-project/app/packages/contract', 'hubspot-project/app/workflow-actions']) cpSync(join(root, folder), join(copy, folder), { recursive: true });
  for (const file of ['package.json', 'tsconfig.json']) cpSync(join(root, file), join(copy, file));
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));

  mkdirSync(join(copy, 'test', 'cards'), { recursive: true });
  cpSync(join(root, 'test', 'cards', 'bundles.test.ts'), join(copy, 'test', 'cards', 'bundles.test.ts'));
  cpSync(join(root, 'hubspot-project', 'app', 'cards'), join(copy, 'hubspot-project', 'app', 'cards'), { recursive: true, filter: (from) => !from.endsWith('node_modules') });

  const cards = join(copy, 'hubspot-project', 'app', 'cards');
  writeFileSync(join(copy, 'vitest.config.mjs'), BARE);

  const made = [...KINDS.map((kind) => makeNew(copy, kind, `brand-new-${kind.kind}`)), makeSource(copy, 'brand-new-source'), makeCard(copy, 'brand-new-card')];

  for (const file of made.flat()) expect(existsSync(join(copy, file)), file).toBe(true);
  const registry = readFileSync(join(copy, 'src', 'registry.ts'), 'utf8');
  for (const name of ['brandNewActionAction', 'brandNewJobJob', 'brandNewWorkflowWorkflow', 'brandNewSourceSource']) expect(registry.split(name)).toHaveLength(3);
  execFileSync(process.execPath, [join(root, 'node_modules', 'typescript', 'lib', 'tsc.js'), '--noEmit', '-p', copy], { stdio: 'pipe' });
  execFileSync(process.execPath, [join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', '--root', copy, '--config', join(copy, 'vitest.config.mjs')], { stdio: 'pipe' });
  const metas = readdirSync(cards).filter((file) => file.endsWith('-hsmeta.json')).map((file) => JSON.parse(readFileSync(join(cards, file), 'utf8')) as { uid: string; config: { entrypoint: string } });
  expect(new Set(metas.map(({ uid }) => uid)).size).toBe(metas.length);
  expect(metas.find(({ uid }) => uid === 'brand_new_card')?.config.entrypoint).toBe('/app/cards/BrandNewCard.tsx');
  expect(readFileSync(join(copy, 'test', 'cards', 'bundles.test.ts'), 'utf8')).toContain(`['cards', 'BrandNewCard']`);
}, 300_000);

it('the new card is built by HubSpot’s own builder, as any other', () => {
  const app = join(copy, 'hubspot-project', 'app');
  for (const file of ['package.json', 'node_modules']) symlinkSync(join(root, 'hubspot-project', 'app', file), join(app, file));
  const builder = join(root, 'sandbox', 'node_modules', '@hubspot', 'ui-extensions-dev-server', 'dist', 'lib', 'build.js');
  const output = join(copy, 'built');

  execFileSync(process.execPath, [join(root, 'test', 'cards', 'support', 'build-card.ts'), builder, join(app, 'cards'), 'BrandNewCard.tsx', output], { env: { ...process.env, NODE_ENV: 'production' }, stdio: 'pipe' });

  const bundle = readFileSync(join(output, 'BrandNewCard.js'), 'utf8');
  expect(bundle.length).toBeGreaterThan(10_000);
  for (const word of ['require(', 'process.env', 'document.', 'jsxDEV']) expect(bundle).not.toContain(word);
}, 120_000);

it('the new action runs and the new job is worked, in the app that they were made in', () => {
  for (const folder of ['test/support', 'prisma', 'scripts', 'sandbox', 'hubspot-project/app/packages/contract']) cpSync(join(root, folder), join(copy, folder), { recursive: true, filter: (from) => !from.endsWith('node_modules') });
  for (const file of ['vitest.config.ts', 'prisma.config.ts', 'hsproject.json']) cpSync(join(root, file), join(copy, file));
  symlinkSync(join(root, 'sandbox', 'node_modules'), join(copy, 'sandbox', 'node_modules'));
  mkdirSync(join(copy, 'test', 'made'), { recursive: true });
  writeFileSync(join(copy, 'test', 'made', 'made.test.ts'), MADE);

  execFileSync(process.execPath, [join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', '--root', copy, '--config', join(copy, 'vitest.config.ts'), '--project=unit', 'test/made'], { cwd: copy, stdio: 'pipe', env: { ...process.env, DATA_DIR: dataDirectory() } });
}, 180_000);

it('refuses a name that is taken or is none', () => {
  const [action] = KINDS;

  expect(() => makeNew(copy, action!, 'brand-new-action')).toThrow('there already');
  expect(() => makeNew(copy, action!, '../Evil')).toThrow('is no name');
  expect(() => makeSource(copy, 'mysql')).toThrow('there already');
  expect(() => makeCard(copy, 'help-desk')).toThrow('there already');
});
