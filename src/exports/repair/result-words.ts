import type { SpokenLanguage } from '#contract';
import type { RowResult } from './row-results.store.ts';

export type ResultWords = {
  readonly results: Readonly<Record<RowResult['result'], string>>;
  readonly titles: Readonly<Record<'key' | 'result' | 'column' | 'before' | 'now' | 'reason', string>>;
};

/** What became of a row, and the columns of the file that says it of all. A language of the contract without its words here does not compile. */
export const RESULT_WORDS: Readonly<Record<SpokenLanguage, ResultWords>> = {
  en: {
    results: { written: 'Changed in HubSpot', same: 'Held these values already', refused: 'Refused', read: 'Read again', left_out: 'Left out again' },
    titles: { key: 'Key', result: 'Result', column: 'Column', before: 'Before', now: 'Now', reason: 'Reason' },
  },
  de: {
    results: { written: 'In HubSpot geändert', same: 'Hatte diese Werte schon', refused: 'Abgelehnt', read: 'Noch einmal gelesen', left_out: 'Wieder ausgelassen' },
    titles: { key: 'Schlüssel', result: 'Ergebnis', column: 'Spalte', before: 'Vorher', now: 'Jetzt', reason: 'Grund' },
  },
};
