import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import type { Breach, Mutant } from './mutants.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const LEFT_OUT = new Set(['node_modules', '.data', '.git', 'test-results']);

export type BrokenCopy = {
  readonly root: string;
  /** Breaks the copy as the mutant says and answers how to mend it. Throws when its text is not exactly once in its file. */
  apply(mutant: Mutant): () => void;
  remove(): void;
};

/** A copy of the project to break; the project itself stays as it is. */
export function makeCopy(): BrokenCopy {
  const root = mkdtempSync(join(tmpdir(), 'siderail-mutants-'));
  cpSync(ROOT, root, { recursive: true, filter: (path) => !path.slice(ROOT.length).split(sep).some((name) => LEFT_OUT.has(name)) });
  for (const owner of ['.', 'sandbox', 'hubspot-project/app']) linkModules(join(ROOT, owner, 'node_modules'), join(root, owner, 'node_modules'));
  return {
    root,
    apply(mutant) {
      const mends = [mutant, ...(mutant.also === undefined ? [] : [mutant.also])].map((breach) => broken(mutant.name, root, breach));
      return () => {
        for (const mend of mends.reverse()) mend();
      };
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** Packages of others are those of the project; our own, which are links to folders beside them, are the copy's, so that they can be broken. */
function linkModules(from: string, to: string): void {
  mkdirSync(to);
  for (const name of readdirSync(from)) {
    if (name === '@siderail') cpSync(join(from, name), join(to, name), { recursive: true, verbatimSymlinks: true });
    else symlinkSync(join(from, name), join(to, name));
  }
}

function broken(name: string, root: string, { file: path, find, replace }: Breach): () => void {
  const file = join(root, path);
  const sound = readFileSync(file, 'utf8');
  if (sound.split(find).length !== 2) throw new Error(`${name}: its text is not exactly once in ${path}`);
  writeFileSync(file, sound.replace(find, () => replace));
  return () => writeFileSync(file, sound);
}
