import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseJson } from '../database/parse-json.ts';
import type { Mutant } from './mutants.ts';
import type { Verdict } from './try-mutant.ts';

type Note = { readonly name: string; readonly mark: string; readonly at: string; readonly end: string; readonly by: string | null; readonly seconds: number };

export type Notes = {
  /** Whether the newest note of this very break says so; one that was changed since is another. */
  isCaught(mutant: Mutant): boolean;
  write(mutant: Mutant, verdict: Verdict, seconds: number): void;
};

/** What became of each broken build, one line each, so that a run which was broken off can go on. */
export function openNotes(file: string): Notes {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter((line) => line !== '') : [];
  const known = new Map(lines.map((line) => parseJson<Note>(line)).map((note) => [note.mark, note.end]));
  return {
    isCaught: (mutant) => known.get(markOf(mutant)) === 'caught',
    write(mutant, { end, by }, seconds) {
      const note: Note = { name: mutant.name, mark: markOf(mutant), at: new Date().toISOString(), end, by, seconds };
      known.set(note.mark, end);
      mkdirSync(dirname(file), { recursive: true });
      appendFileSync(file, `${JSON.stringify(note)}\n`);
    },
  };
}

function markOf(mutant: Mutant): string {
  return createHash('sha256').update(JSON.stringify(mutant)).digest('hex').slice(0, 16);
}
