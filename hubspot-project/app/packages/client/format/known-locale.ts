/** A locale as HubSpot gives it (`de`, `en_GB`), as BCP 47 writes it; English for what is none. */
export function knownLocale(wanted: string | undefined): string {
  try {
    return Intl.getCanonicalLocales((wanted ?? 'en').replaceAll('_', '-'))[0] ?? 'en';
  } catch {
    return 'en';
  }
}
