import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PlainError } from '../plain-error.ts';
import type { Kind } from './kinds.ts';
import { namesOf } from './names.ts';

/**
 * Copies the newest sibling under the new name and enters it wherever the sibling is entered. Gives the files that were
 * written, from the root. Throws PlainError when the name cannot be used.
 */
export function makeNew(root: string, kind: Kind, name: string): readonly string[] {
  namesOf(name);
  const file = (one: string): string => join(kind.folder, `${one}${kind.suffix}`);
  if (existsSync(join(root, file(name)))) throw new PlainError(`${file(name)} is there already.`);
  const sibling = newest(root, kind);
  // Where the name names the sibling, not wherever its letters stand: `refresh` is a word of its own.
  const named = new RegExp(`(?<=\\b(?:name|queue): ')${sibling}(?=')|(?<=[-/"])${sibling}(?=["'.])`, 'g');
  const renamed = (text: string): string => text.replaceAll(namesOf(sibling).camel + kind.exported, namesOf(name).camel + kind.exported).replaceAll(named, name);

  const copies = [[file(sibling), file(name)], ...kind.beside(sibling).map((from, index) => [from, kind.beside(name)[index]!])] as [string, string][];
  for (const [from, to] of copies) writeFileSync(join(root, to), renamed(readFileSync(join(root, from), 'utf8')));

  const lists = [join(kind.folder, 'index.ts'), 'src/registry.ts'];
  for (const list of lists) {
    const text = readFileSync(join(root, list), 'utf8');
    writeFileSync(join(root, list), list.endsWith('index.ts') ? withExport(text, sibling, renamed) : text.replaceAll(new RegExp(`\\b${namesOf(sibling).camel}${kind.exported}\\b`, 'g'), `$&, ${namesOf(name).camel}${kind.exported}`));
  }
  return [...copies.map(([, to]) => to), ...lists];
}

function newest(root: string, { folder, suffix }: Kind): string {
  const names = readdirSync(join(root, folder)).filter((entry) => entry.endsWith(suffix));
  const times = names.map((entry) => ({ name: entry.slice(0, -suffix.length), at: statSync(join(root, folder, entry)).mtimeMs }));
  const found = times.sort((one, other) => other.at - one.at || one.name.localeCompare(other.name))[0];
  if (found === undefined) throw new PlainError(`There is nothing in ${folder} to begin from.`);
  return found.name;
}

function withExport(index: string, sibling: string, renamed: (text: string) => string): string {
  return index.split('\n').flatMap((line) => (line.includes(`./${sibling}.`) ? [line, renamed(line)] : [line])).join('\n');
}
