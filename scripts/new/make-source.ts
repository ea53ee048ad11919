import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PlainError } from '../plain-error.ts';
import { namesOf } from './names.ts';
import { replaceIn } from './replace-in.ts';

const SKELETON = join(import.meta.dirname, 'skeleton');

/**
 * Makes a source that works: its folder, its test and its line in the registry. Not a copy of the newest one, as for the other
 * kinds: that is fifty files about one database. Gives the files that were written. Throws PlainError for an unusable name.
 */
export function makeSource(root: string, name: string): readonly string[] {
  const { camel, title } = namesOf(name);
  const folder = `src/sources/${name}`;
  if (existsSync(join(root, folder))) throw new PlainError(`${folder} is there already.`);
  const filled = (file: string): string => readFileSync(join(SKELETON, file), 'utf8').replaceAll('__CAMEL__', camel).replaceAll('__NAME__', name).replaceAll('__TITLE__', title);
  const registry = 'src/registry.ts';
  const imported = replaceIn(readFileSync(join(root, registry), 'utf8'), registry, /^import \{ hubspotSource \}/m, `import { ${camel}Source } from './sources/${name}/index.ts';\n$&`);
  const files = {
    [`${folder}/${name}-source.ts`]: filled('source.txt'),
    [`${folder}/index.ts`]: `export { ${camel}Source } from './${name}-source.ts';\n`,
    [`test/sources/${name}/${name}-source.test.ts`]: filled('source-test.txt'),
    [registry]: replaceIn(imported, registry, /(return \[hubspotSource\([^;]*)\];/, `$1, ${camel}Source];`),
  };
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(join(root, file, '..'), { recursive: true });
    writeFileSync(join(root, file), content);
  }
  return Object.keys(files);
}
