import type { Plugin } from 'rolldown';

/** V8 keeps a source with one letter beyond Latin-1 at two bytes for each of its letters; escapes mean the same to it. */
export function asciiOnly(): Plugin {
  return {
    name: 'ascii-only',
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type === 'chunk') file.code = file.code.replace(/\P{ASCII}/gu, escape);
      }
    },
  };
}

/** A letter outside the basic plane is two escapes, as it is two units to JavaScript. */
function escape(letter: string): string {
  return letter.split('').map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
}
