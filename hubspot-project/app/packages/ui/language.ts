/** The languages people can have Siderail in. */
export type Language = 'en' | 'de';

/** The language for a person's locale as HubSpot gives it (`de`, `de-CH`, `en_GB`); English for all we do not speak. */
export function languageOf(locale: string | undefined): Language {
  return /^de(?![a-z])/i.test(locale ?? '') ? 'de' : 'en';
}
