import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE_FOLDERS } from './audit/package-folders.ts';
import { judgeLicences, type Packages } from './licences/judge-licences.ts';

/** `npm run licences [-- --all]`: the licences of all packages, counted or (`--all`) one by one. Exit code 1 when one is not on the list. */
const root = join(import.meta.dirname, '..');
const found = PACKAGE_FOLDERS.flatMap(({ folder, ships }) => judgeLicences((JSON.parse(readFileSync(join(root, folder, 'package-lock.json'), 'utf8')) as { readonly packages: Packages }).packages, !ships).map((one) => ({ ...one, folder })));

for (const [licence, some] of [...Map.groupBy(found, ({ licence }) => licence)].toSorted((a, b) => b[1].length - a[1].length)) console.log(`${String(some.length).padStart(5)}  ${licence}`);
if (process.argv.includes('--all')) for (const { name, version, licence, shipped } of found) console.log(`${shipped ? 'shipped' : 'tool   '}  ${name}@${version}  ${licence}`);
const refused = found.filter(({ allowed }) => !allowed);
for (const { name, version, licence, folder } of refused) console.log(`✗ ${name}@${version} (${folder}): ${licence} is not allowed there`);
console.log(refused.length === 0 ? '✓ all allowed' : `${refused.length} not allowed`);
process.exitCode = refused.length === 0 ? 0 : 1;
