import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PlainError } from '../plain-error.ts';
import { namesOf } from './names.ts';
import { replaceIn } from './replace-in.ts';

const FOLDER = 'hubspot-project/app/cards';
const SUFFIX = '-hsmeta.json';
const BUNDLES = 'test/cards/bundles.test.ts';

/**
 * Makes a card from the newest: entry, description for HubSpot with a uid of its own, and its line in the test of the bundles.
 * Gives the files that were written. Throws PlainError for an unusable name.
 */
export function makeCard(root: string, name: string): readonly string[] {
  const { pascal, snake } = namesOf(name);
  const [entry, meta] = [`${FOLDER}/${pascal}.tsx`, `${FOLDER}/${name}${SUFFIX}`];
  if (existsSync(join(root, meta)) || existsSync(join(root, entry))) throw new PlainError(`${meta} is there already.`);
  const sibling = newest(root);
  const from = namesOf(sibling);
  const read = (file: string): string => readFileSync(join(root, file), 'utf8');
  const described = replaceIn(read(`${FOLDER}/${sibling}${SUFFIX}`), meta, `"uid": "${from.snake}"`, `"uid": "${snake}"`);
  const files = {
    [entry]: read(`${FOLDER}/${from.pascal}.tsx`),
    [meta]: replaceIn(described, meta, `/${from.pascal}.tsx`, `/${pascal}.tsx`),
    [BUNDLES]: replaceIn(read(BUNDLES), BUNDLES, `['cards', '${from.pascal}']`, `$&, ['cards', '${pascal}']`),
  };
  for (const [file, content] of Object.entries(files)) writeFileSync(join(root, file), content);
  return Object.keys(files);
}

function newest(root: string): string {
  const metas = readdirSync(join(root, FOLDER)).filter((entry) => entry.endsWith(SUFFIX));
  const times = metas.map((entry) => ({ name: entry.slice(0, -SUFFIX.length), at: statSync(join(root, FOLDER, entry)).mtimeMs }));
  return times.sort((one, other) => other.at - one.at || one.name.localeCompare(other.name))[0]!.name;
}
