import type { SpokenLanguage } from '@siderail/contract';

type Words = { readonly now: string; readonly ago: (time: string) => string; readonly day: string; readonly days: string };
const WORDS: Readonly<Record<SpokenLanguage, Words>> = {
  en: { now: 'just now', ago: (time) => `${time} ago`, day: 'day', days: 'days' },
  de: { now: 'gerade eben', ago: (time) => `vor ${time}`, day: 'Tag', days: 'Tagen' },
};

/** How long ago: just now, 20 s ago, 3 min ago, 2 h ago, 5 days ago. Clocks that disagree give "just now". */
export function formatAge(milliseconds: number, language: SpokenLanguage): string {
  const { now, ago, day, days } = WORDS[language];
  const seconds = Math.floor(milliseconds / 1000);
  if (seconds < 5) return now;
  if (seconds < 60) return ago(`${seconds} s`);
  if (seconds < 3600) return ago(`${Math.floor(seconds / 60)} min`);
  if (seconds < 86_400) return ago(`${Math.floor(seconds / 3600)} h`);
  const count = Math.floor(seconds / 86_400);
  return ago(count === 1 ? `1 ${day}` : `${count} ${days}`);
}
