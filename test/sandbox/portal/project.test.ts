import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { interpolateVariables } from '../../../sandbox/portal/build/interpolate-variables.ts';
import { readProject } from '../../../sandbox/portal/build/read-project.ts';
import { readComponentNames } from '../../../sandbox/portal/build/read-component-names.ts';
import { html, jsonForScript } from '../../../sandbox/portal/pages/html.ts';
import { readEnvironment } from '../../../sandbox/read-environment.ts';

const repository = join(import.meta.dirname, '..', '..', '..');

describe('the HubSpot project as the sandbox reads it', () => {
  it('replaces profile variables in uid and config only, and keeps the type of a whole reference', () => {
    const meta = { uid: 'a_${ENV}', type: '${ENV}', config: { rows: '${ROWS}', urls: ['${ORIGIN}/ui/'] }, permissions: { x: '${ENV}' } };

    expect(interpolateVariables(meta, { ENV: 'dev', ROWS: 5, ORIGIN: 'https://a.example' })).toEqual({
      uid: 'a_dev',
      type: '${ENV}',
      config: { rows: 5, urls: ['https://a.example/ui/'] },
      permissions: { x: '${ENV}' },
    });
  });

  it('names a variable that the profile does not have', () => {
    expect(() => interpolateVariables({ config: '${MISSING}' }, {})).toThrow('no variable MISSING');
  });

  it('reads the real project, its cards calling the sandbox origin', async () => {
    const project = await readProject(join(repository, 'hubspot-project'), { API_ORIGIN: 'https://cards.example' });

    expect(project.permittedUrls.fetch).toEqual(['https://cards.example']);
    expect(project.cards.map((card) => card.location).sort()).toEqual(['crm.preview', 'crm.record.sidebar', 'crm.record.tab', 'helpdesk.sidebar']);
  });

  it('knows the components of the SDK, so that raw HTML can be refused', async () => {
    const names = await readComponentNames();

    expect(names).toEqual(expect.arrayContaining(['Table', 'Modal', 'CrmReport', 'ExperimentalButton']));
    expect(names).not.toContain('div');
  });
});

describe('the pages of the portal', () => {
  it('escape what a record holds, in text, in attributes and in scripts', () => {
    const hostile = `"><script>alert('1')</script>`;

    expect(html`<p title="${hostile}">${hostile}</p>`.text).not.toMatch(/<script|'1'|""/);
    expect(jsonForScript({ hostile }).text).not.toContain('</script>');
    expect(JSON.parse(jsonForScript({ hostile }).text)).toEqual({ hostile });
  });
});

describe('the environment of the sandbox', () => {
  it('names every variable that is wrong at once', () => {
    expect(() => readEnvironment({ SANDBOX_PORT: 'x', WEB_ORIGIN: 'nowhere' })).toThrow(/SANDBOX_PORT.*SANDBOX_DATABASE_URL.*WEB_ORIGIN/);
  });
});
