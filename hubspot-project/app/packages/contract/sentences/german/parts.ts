import type { Sentences } from '../sentences.ts';

/** What stands inside of sentences: places, kinds of values, counts, and lists of such. Never a sentence of its own. */
export const parts: Sentences = {
  '{1}; and more': '{1}; und weitere',
  '{1}; {2}': '{1}; {2}',
  'row {1} of the sheet “{2}”': 'Zeile {1} des Blatts „{2}“',
  'row {1}, {2} ({3})': 'Zeile {1}, {2} ({3})',
  'line {1}': 'Zeile {1}',
  '1 row': '1 Zeile',
  '{1} of {2} rows': '{1} von {2} Zeilen',
  '{1} rows': '{1} Zeilen',
  '{1} was': '{1}',
  '{1} were': '{1}',
  'The rows after them are missing.': 'Die Zeilen danach fehlen.',
  'Rows may be missing anywhere: {1} of {2} parts were read to their end.': 'Überall können Zeilen fehlen: {1} von {2} Teilen wurden bis zum Ende gelesen.',
  'access refused': 'Zugang verweigert',

  'the table': 'die Tabelle',
  'its row key': 'ihr Zeilenschlüssel',
  'a column': 'eine Spalte',
  'a currency column': 'eine Währungsspalte',

  'the filter’s column “{1}” is no longer there': 'die Spalte „{1}“ des Filters gibt es nicht mehr',
  '“{1}” is no longer there': '„{1}“ gibt es nicht mehr',
  '“{1}” is called “{2}” now': '„{1}“ heißt jetzt „{2}“',
  '“{1}” was {2} and is {3} now': '„{1}“ war {2} und ist jetzt {3}',
  'text': 'Text',
  'number': 'Zahl',
  'money': 'Betrag',
  'date': 'Datum',
  'datetime': 'Datum mit Uhrzeit',
  'boolean': 'Ja/Nein',

  'needs five fields: minute, hour, day of month, month, day of week': 'braucht fünf Felder: Minute, Stunde, Tag des Monats, Monat, Wochentag',
  'runs more than {1} times a day': 'läuft öfter als {1} Mal am Tag',
  'has a {1} that cannot be read: {2}': 'hat im Feld „{1}“ etwas, das nicht gelesen werden kann: {2}',
  'has a {1} outside {2} to {3}': 'hat im Feld „{1}“ etwas außerhalb von {2} bis {3}',
  'minute': 'Minute',
  'hour': 'Stunde',
  'day of month': 'Tag des Monats',
  'month': 'Monat',
  'day of week': 'Wochentag',
};
