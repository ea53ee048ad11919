import type { SpokenLanguage } from '#contract';

export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format(0) !== '';
  } catch {
    return false;
  }
}

/** A moment as a mail names it, with its time zone: "2026-11-28 14:05 UTC", "28.11.2026, 15:05 (Europe/Berlin)". */
export function mailTime(at: Date, language: SpokenLanguage, timeZone: string): string {
  const zone = isTimeZone(timeZone) ? timeZone : 'UTC';
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).formatToParts(at);
  const of = (type: Intl.DateTimeFormatPartTypes): string => parts.find((part) => part.type === type)?.value ?? '';
  const time = `${of('hour')}:${of('minute')}`;
  const named = zone === 'UTC' ? 'UTC' : `(${zone.replaceAll('_', ' ')})`;
  return language === 'de' ? `${of('day')}.${of('month')}.${of('year')}, ${time} ${named}` : `${of('year')}-${of('month')}-${of('day')} ${time} ${named}`;
}
