import type { SpokenLanguage } from '#contract';
import type { Tx } from '../core/db/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import { findAccountZone, findChosen, findReader } from './readers.store.ts';

/** How somebody reads. `locale`: BCP 47, of numbers and dates. `known` false: they have not said it and HubSpot has not yet; it is English then. */
export type Reading = { readonly language: SpokenLanguage; readonly locale: string; readonly timeZone: string; readonly known: boolean };

/** Where a person's own country is not known. */
export const LOCALES: Readonly<Record<SpokenLanguage, string>> = { en: 'en-GB', de: 'de-DE' };

/** What somebody has chosen for their mails, else what HubSpot showed them the card in. Numbers and dates are those of their country where it speaks that language. */
export async function readingOf(tx: Tx, portalId: PortalId, userId: string): Promise<Reading> {
  const [chosen, reader] = [await findChosen(tx, portalId, userId), await findReader(tx, portalId, userId)];
  const language = chosen?.language ?? reader?.language ?? 'en';
  const own = reader !== null && new Intl.Locale(reader.locale).language === language ? reader.locale : null;
  return { language, locale: own ?? LOCALES[language], timeZone: chosen?.timeZone ?? (await findAccountZone(tx, portalId)), known: chosen !== null || reader !== null };
}
