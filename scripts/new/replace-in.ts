import { PlainError } from '../plain-error.ts';

/** The text with the first match replaced. Throws PlainError where nothing matches: what is made then would stand in no list. */
export function replaceIn(text: string, file: string, from: RegExp | string, to: string): string {
  const made = text.replace(from, to);
  if (made === text) throw new PlainError(`${file} is not written as it was when this was made, so nothing was made: enter the new one by hand, and mend scripts/new.`);
  return made;
}
