import { readFileSync } from 'node:fs';

export type Requirement = { readonly id: string; readonly phase: string; readonly words: string };

/** The list in docs/requirements.tsv: a line each, tab-separated, below a head line. */
export function readRequirements(file: string): readonly Requirement[] {
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n').slice(1);
  return lines.map((line) => {
    const [id, phase, words] = line.split('\t');
    if (id === undefined || phase === undefined || words === undefined) throw new Error(`${file}: "${line}" has not three columns`);
    return { id, phase, words };
  });
}
