import type { SpokenLanguage } from '#contract';

/** A place in a list, in words that stand inside other sentences. */
const PLACES: readonly (readonly [RegExp, string])[] = [
  [/row (\d+) of the sheet “([^”]*)”/gs, 'Zeile $1 des Blatts „$2“'],
  [/\bline (\d+)\b/g, 'Zeile $1'],
];

/** What the page of left-out rows refuses, and what to do then: the sentences are English where they arise, for logs and for us. */
const GERMAN: readonly (readonly [RegExp, string])[] = [
  [/^This run did not finish, and nothing was changed in HubSpot\.$/, 'Dieser Lauf wurde nicht fertig, und in HubSpot wurde nichts geändert.'],
  [/^My exports in HubSpot says why, and offers to try again\.$/, '„Meine Exporte“ in HubSpot sagt, warum, und bietet an, es noch einmal zu versuchen.'],
  [/^This export left no row out that could be read again\.$/, 'Dieser Export hat keine Zeile ausgelassen, die noch einmal gelesen werden könnte.'],
  [/^Export the table again if you need it anew\.$/, 'Exportieren Sie die Tabelle noch einmal, wenn Sie sie neu brauchen.'],
  [/^The list has more new values than can be taken at once\.$/, 'Die Liste hat mehr neue Werte, als auf einmal angenommen werden können.'],
  [/^Send it in several parts\.$/, 'Senden Sie sie in mehreren Teilen.'],
  [/^Download the list again, change it and send it back\.$/, 'Laden Sie die Liste noch einmal herunter, ändern Sie sie und senden Sie sie zurück.'],
  [/^The mark of (.*) was changed, or is of the list of another export\.$/s, 'Das Kennzeichen in $1 wurde geändert oder gehört zur Liste eines anderen Exports.'],
  [/^(.*) is about the same row as (.*)\.$/s, '$1 handelt von derselben Zeile wie $2.'],
  [/^The list names a row that this export did not leave out: (.*)\.$/s, 'Die Liste nennt eine Zeile, die dieser Export nicht ausgelassen hat: $1.'],
  [/^The list holds more rows than this export left out\.$/, 'Die Liste enthält mehr Zeilen, als dieser Export ausgelassen hat.'],
  [/^The list holds no row\.$/, 'Die Liste enthält keine Zeile.'],
  [/^A (key|value) in the list is too long: (.*)\.$/s, 'Ein Eintrag in der Liste ist zu lang: $2.'],
  [/^This is a file of an old Excel\.$/, 'Das ist eine Datei eines alten Excel.'],
  [/^Save it as \.xlsx or CSV and send it again\.$/, 'Speichern Sie sie als .xlsx oder CSV und senden Sie sie noch einmal.'],
  [/^This is neither a CSV file nor an Excel workbook\.$/, 'Das ist weder eine CSV-Datei noch eine Excel-Arbeitsmappe.'],
  [/^The first row must name the columns Key and Corrected key\.$/, 'Die erste Zeile muss die Spalten „Schlüssel“ und „Korrigierter Schlüssel“ nennen.'],
  [/^The list is damaged: a quotation mark in row (\d+) is never closed\.$/, 'Die Liste ist beschädigt: Ein Anführungszeichen in Zeile $1 wird nie geschlossen.'],
  [/^The list is damaged: line (\d+) has a quotation mark where none may stand\.$/, 'Die Liste ist beschädigt: In Zeile $1 steht ein Anführungszeichen, wo keines stehen darf.'],
  [/^The list is damaged at line (\d+)\.$/, 'Die Liste ist in Zeile $1 beschädigt.'],
  [/^Open the list in your spreadsheet, save it anew as \.xlsx or CSV, and send it again\.$/, 'Öffnen Sie die Liste in Ihrem Tabellenprogramm, speichern Sie sie neu als .xlsx oder CSV und senden Sie sie noch einmal.'],
  [/^The list is larger than (\d+) MB\.$/, 'Die Liste ist größer als $1 MB.'],
  [/^Delete lines and columns you do not need, or send it in several parts\.$/, 'Löschen Sie Zeilen und Spalten, die Sie nicht brauchen, oder senden Sie sie in mehreren Teilen.'],
  [/^This Excel file is protected by a password\.$/, 'Diese Excel-Datei ist mit einem Passwort geschützt.'],
  [/^Save it without a password and send it again\.$/, 'Speichern Sie sie ohne Passwort und senden Sie sie noch einmal.'],
  [/^This Excel file holds more than can be read here\.$/, 'Diese Excel-Datei enthält mehr, als hier gelesen werden kann.'],
  [/^Delete columns and sheets you do not need, or send the rows in several files\.$/, 'Löschen Sie Spalten und Blätter, die Sie nicht brauchen, oder senden Sie die Zeilen in mehreren Dateien.'],
  [/^This is no Excel file that can be read\.$/, 'Das ist keine Excel-Datei, die gelesen werden kann.'],
  [/^This Excel file is damaged\.$/, 'Diese Excel-Datei ist beschädigt.'],
  [/^Open it, save it anew as \.xlsx, and send it again\.$/, 'Öffnen Sie sie, speichern Sie sie neu als .xlsx und senden Sie sie noch einmal.'],
  [/^The sheet “(.*)” has more than (\d+) columns\.$/s, 'Das Blatt „$1“ hat mehr als $2 Spalten.'],
  [/^Delete columns that were not in the list\.$/, 'Löschen Sie Spalten, die nicht in der Liste waren.'],
  [/^Cell (\w*) of the sheet “(.*)” holds a formula\.$/s, 'Zelle $1 des Blatts „$2“ enthält eine Formel.'],
  [/^Replace formulas by their values \(copy, then paste as values\) and send the file again\.$/, 'Ersetzen Sie Formeln durch ihre Werte (kopieren, dann als Werte einfügen) und senden Sie die Datei noch einmal.'],
  [/^Cell (\w*) of the sheet “(.*)” holds an error \((.*)\)\.$/s, 'Zelle $1 des Blatts „$2“ enthält einen Fehler ($3).'],
  [/^Correct or empty the cell and send the file again\.$/, 'Korrigieren oder leeren Sie die Zelle und senden Sie die Datei noch einmal.'],
  [/^There is no change left that could be taken back\.$/, 'Es gibt keine Änderung mehr, die zurückgenommen werden könnte.'],
  [/^The history of a property in HubSpot shows its old values\.$/, 'Der Verlauf einer Eigenschaft in HubSpot zeigt ihre alten Werte.'],
  [/^This request could not be read\.$/, 'Diese Anfrage konnte nicht gelesen werden.'],
  [/^Reload the page and try again\.$/, 'Laden Sie die Seite neu und versuchen Sie es noch einmal.'],
  [/^This link does not work or no longer works\.$/, 'Dieser Link gilt nicht oder nicht mehr.'],
  [/^Open My exports in HubSpot and choose Correct the list\.$/, 'Öffnen Sie „Meine Exporte“ in HubSpot und wählen Sie „Liste korrigieren“.'],
  [/^This job does not exist\.$/, 'Diesen Export gibt es nicht.'],
  [/^Refresh the list of your jobs\.$/, 'Aktualisieren Sie die Liste Ihrer Exporte.'],
  [/^You may not use this table in this way\.$/, 'Sie dürfen diese Tabelle so nicht verwenden.'],
  [/^Ask a Siderail admin of your HubSpot account: they decide who may see and export what\.$/, 'Fragen Sie die Siderail-Administration Ihres HubSpot-Kontos: Sie entscheidet, wer was sehen und exportieren darf.'],
  [/^Something went wrong on our side\.$/, 'Bei uns ist etwas schiefgegangen.'],
  [/^Try again; if it happens again, send us the support code\.$/, 'Versuchen Sie es noch einmal; geschieht es wieder, senden Sie uns den Support-Code.'],
];

/** A sentence of a refusal in the reader's language; one that is not known here stays as it is. */
export function listRefusalIn(sentence: string, language: SpokenLanguage): string {
  if (language === 'en') return sentence;
  const found = GERMAN.find(([pattern]) => pattern.test(sentence));
  let german = found === undefined ? sentence : sentence.replace(found[0], found[1]);
  if (found !== undefined) for (const [pattern, words] of PLACES) german = german.replaceAll(pattern, words);
  return german;
}
