import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { API_VERSION, PLATFORM_SUPPORTED_UNTIL, SUPPORTED_UNTIL } from '../../src/hubspot/index.ts';
import { checkAddresses } from '../../scripts/validate/check-addresses.ts';
import { checkBundles } from '../../scripts/validate/check-bundles.ts';
import { checkLint } from '../../scripts/validate/check-lint.ts';
import { checkParser } from '../../scripts/validate/check-parser.ts';
import { checkPrimaryButtons } from '../../scripts/validate/check-primary-buttons.ts';
import { checkScopes } from '../../scripts/validate/check-scopes.ts';
import { checkUids } from '../../scripts/validate/check-uids.ts';
import { checkVersions } from '../../scripts/validate/check-versions.ts';
import { readProject } from '../../scripts/validate/read-project.ts';
import { usedScopes } from '../../scripts/validate/used-scopes.ts';

const repository = join(import.meta.dirname, '..', '..');
const RELEASED = JSON.parse(readFileSync(join(repository, 'scripts', 'validate', 'released-uids.json'), 'utf8')) as Record<string, string>;
let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'siderail-validate-'));
  cpSync(join(repository, 'hsproject.json'), join(root, 'hsproject.json'));
  const source = join(repository, 'hubspot-project');
  cpSync(source, join(root, 'hubspot-project'), { recursive: true, filter: (path) => !/(^|\/)(node_modules|dist)(\/|$)/.test(relative(source, path)) });
  symlinkSync(join(source, 'app', 'node_modules'), join(root, 'hubspot-project', 'app', 'node_modules'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** Replaces text in a file of the copy. */
function plant(file: string, from: string, to: string): void {
  const path = join(root, 'hubspot-project', file);
  const text = readFileSync(path, 'utf8');
  expect(text).toContain(from);
  writeFileSync(path, text.replace(from, () => to));
}

function add(file: string, text: string): void {
  writeFileSync(join(root, 'hubspot-project', file), text);
}

describe('npm run validate, on a copy with one thing broken (M1)', () => {
  it.each([
    ['a setting HubSpot does not know', 'app/cards/record-tab-hsmeta.json', '"location":', '"colour": "red", "location":', /colour/],
    ['a card in a place that does not exist', 'app/cards/record-tab-hsmeta.json', 'crm.record.tab', 'crm.record.roof', /location/],
    ['a uid with a space', 'app/cards/record-tab-hsmeta.json', 'record_tab', 'record tab', /uid|characters/i],
    ['two components with one uid', 'app/cards/record-tab-hsmeta.json', 'record_tab', 'record_sidebar', /record_sidebar/],
    ['a card whose type belongs into another folder', 'app/cards/record-tab-hsmeta.json', '"type": "card"', '"type": "settings"', /directory|folder/i],
    ['an app that is not for the marketplace', 'app/app-hsmeta.json', '"marketplace"', '"private"', /distribution/],
    ['a variable no profile has', 'app/webhooks/webhooks-hsmeta.json', '${API_ORIGIN}', '${API_HOST}', /API_HOST/],
    ['a file that is no JSON', 'app/cards/record-tab-hsmeta.json', '{', '', /JSON/],
  ])('HubSpot’s parser reports %s', async (_what, file, from, to, words) => {
    const project = readProject(root);
    plant(file, from, to);

    expect((await checkParser(project)).join('\n')).toMatch(words);
  });

  it('HubSpot’s parser finds nothing in what we have', async () => {
    expect(await checkParser(readProject(root))).toEqual([]);
  });

  it('HubSpot’s lint rules report a card that uses the page, browser storage, native fetch, an HTML tag, or a folder that is built alone', async () => {
    const breaches: Readonly<Record<string, string>> = {
      'no-dom-access': 'export const title = () => document.title;',
      'no-browser-storage': "export const kept = () => localStorage.getItem('x');",
      'no-native-http': "export const load = () => fetch('https://a.example');",
      'no-html-elements': 'export const Line = () => <div>no</div>;',
      'no-parent-imports': "import { ExportsPage } from '../pages/exports/exports-page.tsx';\nexport const page = ExportsPage;",
    };
    for (const [rule, code] of Object.entries(breaches)) add(`app/cards/planted-${rule}.tsx`, `${code}\n`);

    const problems = await checkLint(readProject(root));

    for (const rule of Object.keys(breaches)) expect(problems, rule).toContainEqual(expect.stringMatching(new RegExp(`planted-${rule}\\.tsx:\\d+: .*/${rule}\\)`)));
  });

  it('HubSpot’s builder reports an entry point that is missing, and one whose import does not exist', async () => {
    plant('app/cards/record-tab-hsmeta.json', 'RecordTab.tsx', 'Nowhere.tsx');
    plant('app/cards/RecordSidebar.tsx', "from './", "from './nowhere-");
    const { metas, ...project } = readProject(root);

    const problems = await checkBundles({ ...project, metas: metas.filter(({ type }) => type === 'card') });

    expect(problems.join('\n')).toMatch(/Nowhere\.tsx does not exist/);
    expect(problems.join('\n')).toMatch(/RecordSidebar\.tsx does not build/);
  });
});

describe('the rules of our own', () => {
  it('report a second primary button on a surface, however it gets there, and take one per surface', () => {
    expect(checkPrimaryButtons(readProject(root))).toEqual([]);
    plant('app/cards/components/format-picker.tsx', "from '@hubspot/ui-extensions';", "from '@hubspot/ui-extensions';\nimport { Button } from '@hubspot/ui-extensions';\nexport function FormatPicker() { return <Button variant=\"primary\">Go</Button>; }");
    add('app/cards/twice.tsx', "export function Twice({ rows }) { return <>{rows.map((row) => <Button key={row} variant=\"primary\">Go</Button>)}</>; }");
    add('app/cards/either.tsx', "export function Either({ on }) { return on ? <Button variant=\"primary\">A</Button> : <Button variant=\"primary\">B</Button>; }");
    add('app/cards/panel.tsx', "export function Sheet() { return <><Button variant=\"primary\" overlay={<Panel><Button variant=\"primary\">A</Button><Button variant=\"primary\">B</Button></Panel>}>Open</Button></>; }");

    add('app/cards/apart.tsx', "export function Apart({ found }) { return <>{found ? null : <Asks primary />}{found ? <Asks primary={true} /> : null}<Asks primary={false} /></>; }\nexport function Asks({ primary }) { return <Button variant={primary ? 'primary' : 'secondary'}>Go</Button>; }");
    add('app/cards/beside.tsx', "export function Beside({ found, open }) { return <>{found ? <Asks primary /> : null}{open ? <Asks primary /> : null}</>; }");

    const problems = checkPrimaryButtons(readProject(root)).join('\n');

    expect(problems).toContain('Beside can show 2');
    expect(problems).toContain('TabTable can show 2');
    expect(problems).toContain('Twice can show 2');
    expect(problems).toContain('the Panel can show 2');
    expect(problems).not.toMatch(/Either|Sheet|Apart|Asks/);
  });

  it('report a scope that is sensitive, one that nothing uses, one that is used and not asked for, and one the install link forgets (H11)', () => {
    expect(checkScopes(readProject(root))).toEqual([]);
    plant('app/app-hsmeta.json', '"tickets"', '"crm.objects.contacts.sensitive.read.v2"');

    const problems = checkScopes(readProject(root)).join('\n');

    expect(problems).toMatch(/sensitive\.read\.v2, which opens sensitive data/);
    expect(problems).toMatch(/sensitive\.read\.v2, and nothing uses it/);
    expect(problems).toMatch(/uses tickets, and the app does not ask for it/);
    expect(problems).toMatch(/sensitive\.read\.v2, and the install link \(src\/installs\) leaves it out/);
    expect(problems).toMatch(/asks for tickets, and requiredScopes does not have it/);
    const { used } = usedScopes(readProject(root).metas);
    expect(checkScopes(readProject(root), { used, unknown: ['newPath'] }).join('\n')).toContain('newPath');
  });

  it('report an address that permittedUrls does not have, a variable without one, and a target of webhooks elsewhere', () => {
    expect(checkAddresses(readProject(root))).toEqual([]);
    add('app/cards/planted.ts', "/** https://in-a-comment.example is fine */\nexport const elsewhere = `https://other.example/${1}`;\nexport const kept = (context) => context.variables?.['REPORT_ORIGIN'];\nexport const frame = (actions) => actions.openIframeModal({});\n");
    plant('app/webhooks/webhooks-hsmeta.json', '${API_ORIGIN}', 'https://other.example');
    plant('app/app-hsmeta.json', '"fetch": ["${API_ORIGIN}"]', '"fetch": ["https://old.example"]');

    const problems = checkAddresses(readProject(root)).join('\n');

    expect(problems).toContain('https://other.example/ is not in permittedUrls (profile prod)');
    expect(problems).toContain('REPORT_ORIGIN is not in profile dev');
    expect(problems).toMatch(/API_ORIGIN is https:\/\/api\.siderail\.app, which is not in permittedUrls\.fetch/);
    expect(problems).toContain('https://old.example, which no script uses');
    expect(problems).toContain('HubSpot would call https://other.example/webhooks/hubspot');
    expect(problems).toContain('opens a frame');
    expect(problems).not.toContain('in-a-comment');
  });

  it('report a released uid that changed, which would take the card off every record (M1)', () => {
    expect(checkUids(RELEASED)(readProject(root))).toEqual([]);
    plant('app/cards/record-tab-hsmeta.json', 'record_tab', 'record_tab_2');

    expect(checkUids(RELEASED)(readProject(root))).toEqual([expect.stringContaining('record_tab (card) was released and is gone')]);
    expect(checkUids({ webhooks: 'card' })(readProject(root))).toEqual([expect.stringContaining('was released as card')]);
  });

  it('report a version 90 days before HubSpot stops supporting it, and one whose day nobody knows (S2.37)', () => {
    const { platformVersion } = readProject(root);
    const used = [{ what: 'Platform version', version: platformVersion, until: PLATFORM_SUPPORTED_UNTIL[platformVersion] }, { what: 'API version', version: API_VERSION, until: SUPPORTED_UNTIL[API_VERSION] }];

    expect(checkVersions(used, Date.parse('2027-12-09'))).toEqual([]);
    expect(checkVersions(used, Date.parse('2027-12-10'))).toEqual([expect.stringContaining('Platform version 2026.09 is supported until 2028-03-08, 89 days'), expect.stringContaining('API version')]);
    expect(checkVersions([{ what: 'API version', version: '2031-03', until: undefined }], 0)).toEqual([expect.stringContaining('does not say until when')]);
  });
});
