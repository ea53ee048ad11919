import { createSpeaker } from './create-speaker.ts';
import { installSentences } from './german/installs.ts';
import { listSentences } from './german/lists.ts';
import { noteSentences } from './german/notes.ts';
import { CARD_SENTENCES } from './say-in-card.ts';

let german: ((sentence: string) => string | null) | undefined;

/**
 * A sentence of ours in the language of whoever reads it on a page of ours or in a mail: all that a card says, and what only these
 * say. One that nobody has translated stays as it is, rather than becoming vague.
 */
export function sayIn(language: 'en' | 'de', sentence: string): string {
  if (language === 'en') return sentence;
  german ??= createSpeaker([...CARD_SENTENCES, noteSentences, listSentences, installSentences]);
  return german(sentence) ?? sentence;
}
