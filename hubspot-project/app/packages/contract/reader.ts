import { z } from 'zod';

/** The languages Siderail speaks. */
export const SpokenLanguage = z.enum(['en', 'de']);
export type SpokenLanguage = z.infer<typeof SpokenLanguage>;

/** Who reads an answer: their language, and the locale (BCP 47) of their numbers and dates. */
export const Reader = z.strictObject({ language: SpokenLanguage, locale: z.string().regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}$/).refine(isLocale) });
export type Reader = z.infer<typeof Reader>;

/** Formats throw on what only looks like one. */
function isLocale(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1;
  } catch {
    return false;
  }
}
