import { PlainError } from '../plain-error.ts';

/** A name in the spellings that files, exports and HubSpot want. Throws PlainError when it cannot be used. */
export function namesOf(name: string): { readonly kebab: string; readonly camel: string; readonly pascal: string; readonly snake: string; readonly title: string } {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) throw new PlainError(`“${name}” is no name: write small letters with hyphens, such as send-reminder.`);
  const camel = name.replace(/-([a-z0-9])/g, (_all, letter: string) => letter.toUpperCase());
  const words = name.replaceAll('-', ' ');
  return { kebab: name, camel, pascal: camel[0]!.toUpperCase() + camel.slice(1), snake: name.replaceAll('-', '_'), title: words[0]!.toUpperCase() + words.slice(1) };
}
