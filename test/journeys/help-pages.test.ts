import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderMarkdown } from '../../server/help/render-markdown.ts';
import { SHARED_DATA_GERMAN } from '../../server/help/shared-data-german.ts';
import { SHARED_DATA } from '../../server/help/shared-data.ts';
import { VENDOR } from '../../server/help/vendor.ts';
import { OPTIONAL_SCOPES, REQUIRED_SCOPES } from '../../src/installs/index.ts';
import { RETENTION } from '../../src/privacy/retention.ts';
import { startNumbersApp } from '../support/numbers-app.ts';
import { numbersSource } from '../support/numbers-source.ts';
import type { TestApp } from '../support/start-test-app.ts';

const PAGES = ['setup', 'data', 'pricing', 'support', 'security', 'privacy', 'terms'];
const root = join(import.meta.dirname, '..', '..');

let test: TestApp;
beforeAll(async () => {
  test = await startNumbersApp(numbersSource({ rows: 10, parts: 1, batch: 10 }));
});
afterAll(() => test?.close());

const get = async (path: string, headers: Record<string, string> = {}): Promise<{ readonly status: number; readonly text: string }> => {
  const answer = await fetch(`${test.origin}${path}`, { headers: { 'user-agent': 'HubSpot Crawler', ...headers } });
  return { status: answer.status, text: await answer.text() };
};

describe('the pages that the listing links to (M1)', () => {
  it.each(PAGES)('/help/%s is open to everybody, whole, and leads nowhere that is not there', async (slug) => {
    const { status, text } = await get(`/help/${slug}`);

    expect(status).toBe(200);
    expect(text).toContain('<h1>');
    expect(text).not.toMatch(/\{\{|undefined|noindex|\*\*|\]\(/);
    for (const [, link] of text.matchAll(/href="(\/[^"]+)"/g)) expect((await get(link!)).status, link).toBe(200);
  });

  it('speak German to whoever wants it, by the browser or by the address, and lead on in German', async () => {
    const german = await get('/help/support', { 'accept-language': 'de-AT,de;q=0.9,en;q=0.5' });
    const chosen = await get('/help/support?lang=de');

    expect(german.text).toBe(chosen.text);
    expect(german.text).toContain('<html lang="de">');
    expect(german.text).toContain('innerhalb eines Arbeitstags');
    for (const [, link] of german.text.matchAll(/<nav[^>]*>(.*)<\/nav>/g)) for (const [, to] of link!.matchAll(/href="([^"]+)" lang="en"/g)) expect((await get(to!)).text).toContain('<html lang="en">');
    for (const slug of PAGES) expect((await get(`/help/${slug}?lang=de`)).text.replaceAll(/\[[^\]]*\]|Monday to Friday/g, ''), slug).not.toMatch(/\b(the|and|with|your|what|optional)\b/);
    expect((await get('/help/support', { 'accept-language': 'fr' })).text).toContain('<html lang="en">');
    expect((await get('/help/support?lang=en', { 'accept-language': 'de' })).text).toContain('<html lang="en">');
    // What binds by its words has one wording, and the other says so.
    for (const slug of ['privacy', 'terms']) expect((await get(`/help/${slug}?lang=de`)).text, slug).toMatch(/<html lang="de">.*weicht sie von der englischen Fassung ab, gilt die englische/s);
  });

  it('say in German what they say in English: as many headings, points, rows and links', () => {
    const shape = (file: string): number[] => {
      const text = readFileSync(join(root, 'server', 'help', 'content', file), 'utf8');
      return [/^#{1,3} /gm, /^(- |\d+\. )/gm, /^\|/gm, /\]\(/g, /\{\{\w+\}\}/g, /\*\*/g].map((mark) => text.match(mark)?.length ?? 0);
    };

    for (const slug of PAGES) expect(shape(`de/${slug}.md`), slug).toEqual(shape(`${slug}.md`));
    expect(Object.keys(SHARED_DATA_GERMAN).toSorted()).toEqual(Object.keys(SHARED_DATA).toSorted());
  });

  it('let HubSpot’s crawler in, and keep robots out of everything else', async () => {
    expect((await get('/robots.txt')).text).toBe('User-agent: *\nAllow: /help/\nDisallow: /\n');
    expect((await get('/help/nothing')).status).toBe(404);
    expect((await get('/help/..%2fvendor')).status).toBe(404);
  });

  it('say of every permission what it is for, and of none that is not asked for', async () => {
    expect(Object.keys(SHARED_DATA).toSorted()).toEqual([...REQUIRED_SCOPES, ...OPTIONAL_SCOPES].toSorted());
    const { text } = await get('/help/data');
    for (const [scope, { object, purpose }] of Object.entries(SHARED_DATA)) expect(text).toMatch(new RegExp(`${object}.*${scope.replaceAll('.', '\\.')}.*${purpose.slice(0, 15)}`));
    // HubSpot's listing wants "both ways" where an object's permissions read and write.
    for (const scope of REQUIRED_SCOPES.filter((name) => name.endsWith('.write'))) expect(SHARED_DATA[scope]!.direction).toBe('both ways');
  });

  it('promise the retention that the code keeps', async () => {
    const { text } = await get('/help/privacy');
    const days = (table: string): number => (RETENTION[table] as { readonly days: number }).days;

    expect(text).toContain(`${days('jobs')} days after the end`);
    expect(text).toContain(`${days('audit_log')} days`);
    expect(text).toContain(`At most ${days('webhook_events')} days`);
    const german = (await get('/help/privacy?lang=de')).text;
    for (const words of [`${days('jobs')} Tage nach dem Ende`, `${days('audit_log')} Tage`, `Höchstens ${days('webhook_events')} Tage`]) expect(german).toContain(words);
  });

  it('are where the app’s configuration says, and so is the address of support', () => {
    const { config } = JSON.parse(readFileSync(join(root, 'hubspot-project', 'app', 'app-hsmeta.json'), 'utf8')) as { readonly config: { readonly support: Readonly<Record<string, string>> } };

    expect(config.support).toMatchObject({ supportEmail: VENDOR['supportEmail'], documentationUrl: '${API_ORIGIN}/help/setup', supportUrl: '${API_ORIGIN}/help/support' });
  });

  it('cannot be made to carry markup or a link to a script', () => {
    expect(renderMarkdown('<script>x</script> [a](javascript:alert(1)) `<b>`')).toBe('<p>&lt;script&gt;x&lt;/script&gt; [a](javascript:alert(1)) <code>&lt;b&gt;</code></p>');
  });
});
