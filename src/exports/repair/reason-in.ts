import type { SpokenLanguage } from '#contract';

/** Why a row was left out or refused is kept as one English sentence, because files and certificates are the same for everybody. What a person looks at is in their language. */
const GERMAN: readonly (readonly [RegExp, string])[] = [
  [/^not written to HubSpot: the column “(.*)” may not be written to HubSpot$/s, 'nicht nach HubSpot geschrieben: Die Spalte „$1“ darf nicht geschrieben werden'],
  [/^not written to HubSpot: “(.*)” cannot hold “(.*)”$/s, 'nicht nach HubSpot geschrieben: „$1“ kann „$2“ nicht enthalten'],
  [/^not written to HubSpot: “(.*)” was changed in HubSpot after the list was made$/s, 'nicht nach HubSpot geschrieben: „$1“ wurde in HubSpot geändert, nachdem die Liste gemacht war'],
  [/^not written to HubSpot: the list does not show what “(.*)” holds in this row, so it cannot be corrected there$/s, 'nicht nach HubSpot geschrieben: Die Liste zeigt nicht, was „$1“ in dieser Zeile enthält; darum kann es dort nicht korrigiert werden'],
  [/^not written to HubSpot: a row that gets another key cannot get new values at the same time$/, 'nicht nach HubSpot geschrieben: Eine Zeile, die einen anderen Schlüssel bekommt, kann nicht zugleich neue Werte bekommen'],
  [/^not written to HubSpot: the rows of this table are none of HubSpot’s records$/, 'nicht nach HubSpot geschrieben: Die Zeilen dieser Tabelle sind keine Datensätze von HubSpot'],
  [/^HubSpot refused it: (.*)$/s, 'HubSpot hat es abgelehnt: $1'],
  [/^it is not there any more, or not among the rows that this table shows you$/, 'Es gibt sie nicht mehr, oder nicht unter den Zeilen, die diese Tabelle Ihnen zeigt'],
  [/^archived, deleted or merged into another during the read$/, 'archiviert, gelöscht oder mit einem anderen zusammengeführt, während gelesen wurde'],
  [/^HubSpot did not give it out: (.*)$/s, 'HubSpot hat sie nicht herausgegeben: $1'],
  [/^more than ([\d,.]+) rows hang on it$/, 'mehr als $1 Zeilen hängen daran'],
  [/^no access to (.*)$/s, 'kein Zugang zu $1'],
];

/** A reason in the reader's language; one that is not known here stays as it is. */
export function reasonIn(reason: string, language: SpokenLanguage): string {
  if (language === 'en') return reason;
  const found = GERMAN.find(([pattern]) => pattern.test(reason));
  return found === undefined ? reason : reason.replace(found[0], found[1]);
}
