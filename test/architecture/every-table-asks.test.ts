import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');

function files(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.parentPath.includes('generated'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
}

function matching(pattern: RegExp, candidates: string[]): string[] {
  return candidates.filter((file) => pattern.test(readFileSync(join(root, file), 'utf8'))).sort();
}

const everything = [...files('src'), ...files('server')];

it('opens a source in one place, which asks the policy before it gives a table away (N7, T17)', () => {
  const outside = everything.filter((file) => !file.startsWith('src/sources/'));

  // A test of settings that are not kept names the tables they lead to, and no row; whoever offers it asks for an admin.
  // So does the list an admin makes the rules from.
  const namesOnly = 'src/connections/test-connection.ts';
  const forRules = 'src/connections/list-places.ts';
  // And the form in which an admin changes a connection's tables.
  const forForm = 'src/connections/look-at-place.ts';
  expect(matching(/\.source\.tables\(|source\.tables\(/, outside)).toEqual([forRules, 'src/connections/list-tables.ts', forForm, 'src/connections/open-table.ts', namesOnly]);
  const asking = matching(/await askPlace\(/, outside);
  expect(asking).toEqual(['src/table-settings/save-tables.ts', 'src/table-settings/show-tables.ts']);
  for (const file of asking) expect(readFileSync(join(root, file), 'utf8'), file).toMatch(/await requireAdmin\(/);
  expect(matching(/\blookAtPlace\(source/, outside)).toEqual([forForm, 'src/table-settings/ask-place.ts']);
  expect(matching(/\bopen(Stored|Connection)\(/, outside)).toEqual([forRules, 'src/connections/list-tables.ts', 'src/connections/open-connection.ts', 'src/connections/open-table.ts']);
  expect(matching(/\blistPlaces\(/, everything.filter((file) => file.startsWith('server/')))).toEqual(['server/routes/ui/list-places.ts']);
  expect(readFileSync(join(root, 'server/routes/ui/list-places.ts'), 'utf8')).toMatch(/await requireAdmin\(/);
  for (const file of ['src/connections/list-tables.ts', 'src/connections/open-table.ts']) {
    const text = readFileSync(join(root, file), 'utf8');
    expect(text, file).toMatch(/whoIs\(context, asking/);
    expect(text, file).toMatch(/rightOf\(/);
    expect(text, file).toMatch(/guardTable\(/);
  }
});

it('gives no file away without asking whether its person may still have it (T18)', () => {
  const giving = matching(/from '[^']*downloads\.store\.ts'/, everything.filter((file) => file.startsWith('src/downloads/') && !file.endsWith('.store.ts') && !file.endsWith('index.ts')));

  for (const file of giving.filter((name) => /link/.test(name) && !/revoke|list/.test(name))) expect(readFileSync(join(root, file), 'utf8'), file).toMatch(/await requireLinkRight\(context, /);
  expect(readFileSync(join(root, 'src/downloads/require-link-right.ts'), 'utf8')).toMatch(/await requireFileRight\(context, /);
  expect(giving.length).toBeGreaterThanOrEqual(2);
});

it('writes to the audit log through one function, and reads it through one', () => {
  // The list of periods only names the table.
  const periods = 'src/privacy/retention.ts';
  expect(matching(/\bauditEntry\b|\baudit_log\b/, everything)).toEqual(['src/audit/audit.store.ts', 'src/privacy/privacy.store.ts', periods]);
});
