import { createSpeaker } from './create-speaker.ts';
import { codes } from './german/codes.ts';
import { exportSentences } from './german/exports.ts';
import { tableSentences } from './german/tables.ts';

export const CARD_SENTENCES = [codes, tableSentences, exportSentences] as const;

let german: ((sentence: string) => string | null) | undefined;

/** A sentence of the backend in the language of whoever looks at a card or page in HubSpot; one that nobody has translated stays as it is. */
export function sayInCard(language: 'en' | 'de', sentence: string): string {
  if (language === 'en') return sentence;
  german ??= createSpeaker(CARD_SENTENCES);
  return german(sentence) ?? sentence;
}
