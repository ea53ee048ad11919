import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const ours = 'hubspot-project/app/actions/';

it('lets the beta bulk action be deleted: nothing outside its folder and its own tests imports it', () => {
  const files = ['src', 'server', 'sandbox', 'scripts', 'test', 'bench', 'hubspot-project'].flatMap((folder) => readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/(^|\/)(node_modules|generated)\//.test(file)).map((file) => join(folder, file)));
  const importing = files.filter((file) => !file.startsWith(ours) && /(from|import\() ?'[^']*(app\/actions\/|@siderail\/actions)/.test(readFileSync(join(root, file), 'utf8')));

  expect(importing.filter((file) => !/\/bulk-action\.test\.tsx?$/.test(file))).toEqual([]);
  expect(files.some((file) => file.startsWith(ours)) ? importing : ['test/cards/bulk-action.test.tsx']).toEqual(['test/cards/bulk-action.test.tsx']);
});
