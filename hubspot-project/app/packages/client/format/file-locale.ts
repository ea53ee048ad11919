import type { FileLocale } from '@siderail/contract';

/** Where the decimal sign is a comma; a spreadsheet there takes 1234.56 for a text or a day. */
const BY_REGION: Readonly<Record<string, FileLocale>> = { DE: 'de-DE', AT: 'de-DE', FR: 'fr-FR', ES: 'fr-FR', IT: 'fr-FR' };
const BY_LANGUAGE: Readonly<Record<string, FileLocale>> = { de: 'de-DE', fr: 'fr-FR', es: 'fr-FR', it: 'fr-FR' };

/**
 * The country whose way of writing numbers and dates a CSV file of this person follows at first. Null: as programs write
 * them. That opens right wherever the decimal sign is a point, and its days mean the same to a British and an American reader.
 */
export function fileLocale(locale: string): FileLocale | null {
  const { region, language } = new Intl.Locale(locale);
  return (region === undefined ? BY_LANGUAGE[language] : BY_REGION[region]) ?? null;
}
