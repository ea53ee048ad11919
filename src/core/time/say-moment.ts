/** A locale (BCP 47) and a time zone (IANA). */
export type Clock = { readonly locale: string; readonly timeZone: string };

/**
 * A moment as people of this locale write it, with its zone: "28 Nov 2026, 14:05 (Europe/London)", "Nov 28, 2026, 2:05 PM (UTC)",
 * "28.11.2026, 15:05 Uhr (Europe/Berlin)". A zone that is none becomes UTC.
 */
export function sayMoment(at: Date, { locale, timeZone }: Clock): string {
  const zone = isTimeZone(timeZone) ? timeZone : 'UTC';
  const time = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: zone }).format(at);
  return `${time}${new Intl.Locale(locale).language === 'de' ? ' Uhr' : ''} (${zone.replaceAll('_', ' ')})`;
}

export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format(0) !== '';
  } catch {
    return false;
  }
}
