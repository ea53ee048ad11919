import type { Mutant } from './mutants.ts';

/** `number`: its place in the list, from 1. It stays as long as nothing before it is taken out: new ones go to the end. */
export type Numbered = { readonly number: number; readonly mutant: Mutant };

type Wish = { readonly words: string; readonly from: number; readonly to: number; readonly isDone: (mutant: Mutant) => boolean };

/** Those whose name has the words and whose number lies in the range, both ends included, the newest first. */
export function chooseMutants(all: readonly Mutant[], { words, from, to, isDone }: Wish): Numbered[] {
  return all
    .map((mutant, at) => ({ number: at + 1, mutant }))
    .filter(({ number, mutant }) => number >= from && number <= to && mutant.name.toLowerCase().includes(words.toLowerCase()) && !isDone(mutant))
    .reverse();
}
