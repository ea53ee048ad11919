import type { SpokenLanguage } from '#contract';

export type RepairWords = {
  readonly heading: (rows: string, one: boolean, title: string) => string;
  readonly intro: (one: boolean) => string;
  readonly key: string;
  readonly reason: string;
  readonly more: (rows: string) => string;
  readonly again: (one: boolean) => string;
  readonly take: string;
  readonly excel: string;
  readonly csv: (table: string | null) => string;
  readonly howTo: string;
  readonly writes: string;
  readonly reads: string;
  readonly send: string;
  readonly file: string;
  readonly paste: string;
  readonly wrote: (rows: string, one: boolean) => string;
  readonly results: string;
  readonly details: string;
  readonly empty: string;
  readonly allResults: string;
  readonly still: (rows: string, one: boolean) => string;
  readonly undone: string;
  readonly seeResults: string;
  readonly progress: string;
  readonly soFar: (done: string, total: string) => string;
  readonly looksAgain: string;
  readonly undoWhat: string;
  readonly undo: string;
  readonly sent: string;
  readonly takingBack: string;
  readonly state: Readonly<Record<'ready' | 'held' | 'queued' | 'writes' | 'reads', string>>;
  readonly stands: (title: string) => string;
  readonly back: string;
  readonly failed: string;
  readonly notShown: string;
};

/** What the page of left-out rows says. A language of the contract without its words here does not compile. */
export const REPAIR_WORDS: Readonly<Record<SpokenLanguage, RepairWords>> = {
  en: {
    heading: (rows, one, title) => `${rows} ${one ? 'row was' : 'rows were'} left out of “${title}”`,
    intro: (one) => `Read ${one ? 'it' : 'them'} again as ${one ? 'it is' : 'they are'} now, or correct ${one ? 'it' : 'them'} in the list and send it back. The result is a file of its own in My exports.`,
    key: 'Key', reason: 'Reason',
    more: (rows) => `And ${rows} more in the list.`,
    again: (one) => (one ? 'Read this row again' : 'Read these rows again'),
    take: '1. Take the list',
    excel: 'Excel workbook',
    csv: (table) => (table === null ? 'CSV' : `CSV of “${table}”`),
    howTo: '2. Correct it: fill in “Corrected key” where a row has another key, and delete lines you do not want.',
    writes: 'Columns with a pencil (✎) can be changed: new values are written to HubSpot, if nobody changed them there since. An emptied cell changes nothing. Take the Excel workbook for that: spreadsheets change numbers and dates in CSV files.',
    reads: 'The values of this table cannot be written back; they are there to look at.',
    send: 'Send the list back',
    file: '3. The corrected list, as Excel or CSV',
    paste: 'or paste it here, with its first line',
    wrote: (rows, one) => `${rows} ${one ? 'row was' : 'rows were'} changed in HubSpot.`,
    results: 'What became of each row',
    details: 'Details',
    empty: '(empty)',
    allResults: 'All results as CSV',
    still: (rows, one) => `${rows} ${one ? 'row is' : 'rows are'} still left out`,
    undone: 'These changes were taken back by a later run; it stands in My exports.',
    seeResults: 'See what becomes of each row',
    progress: 'Progress',
    soFar: (done, total) => `${done} of ${total}`,
    looksAgain: 'This page looks again by itself. You may also close it: the result stands in My exports.',
    undoWhat: 'Taking the changes back gives every row its old values, unless somebody has changed them since.',
    undo: 'Take the changes back',
    sent: 'Sent back',
    takingBack: 'The changes are taken back',
    state: { ready: 'The file is ready.', held: 'It waits for approval.', queued: 'It starts in a moment.', writes: 'The new values are being written to HubSpot; what is refused stays in the result with the reason.', reads: 'The rows are being read.' },
    stands: (title) => `It stands in My exports as “${title}”.`,
    back: 'Go back to HubSpot; you need to do nothing more here.',
    failed: 'Nothing was sent back',
    notShown: 'This list cannot be shown',
  },
  de: {
    heading: (rows, one, title) => `${rows} ${one ? 'Zeile wurde' : 'Zeilen wurden'} ausgelassen: „${title}“`,
    intro: (one) => `Lesen Sie sie noch einmal, wie sie jetzt ${one ? 'ist' : 'sind'}, oder korrigieren Sie sie in der Liste und senden Sie diese zurück. Das Ergebnis ist eine eigene Datei unter „Meine Exporte“.`,
    key: 'Schlüssel', reason: 'Grund',
    more: (rows) => `Und ${rows} weitere in der Liste.`,
    again: (one) => (one ? 'Diese Zeile noch einmal lesen' : 'Diese Zeilen noch einmal lesen'),
    take: '1. Liste holen',
    excel: 'Excel-Arbeitsmappe',
    csv: (table) => (table === null ? 'CSV' : `CSV von „${table}“`),
    howTo: '2. Korrigieren: „Korrigierter Schlüssel“ ausfüllen, wo eine Zeile einen anderen Schlüssel hat, und Zeilen löschen, die Sie nicht wollen.',
    writes: 'Spalten mit Stift (✎) können Sie ändern: Neue Werte werden nach HubSpot geschrieben, wenn sie dort seither niemand geändert hat. Eine geleerte Zelle ändert nichts. Nehmen Sie dafür die Excel-Arbeitsmappe: In CSV-Dateien verändern Tabellenprogramme Zahlen und Tage.',
    reads: 'Die Werte dieser Tabelle können nicht zurückgeschrieben werden; sie stehen nur zum Ansehen da.',
    send: 'Liste zurücksenden',
    file: '3. Die korrigierte Liste, als Excel oder CSV',
    paste: 'oder hier einfügen, mit ihrer ersten Zeile',
    wrote: (rows, one) => `${rows} ${one ? 'Zeile wurde' : 'Zeilen wurden'} in HubSpot geändert.`,
    results: 'Was aus jeder Zeile wurde',
    details: 'Einzelheiten',
    empty: '(leer)',
    allResults: 'Alle Ergebnisse als CSV',
    still: (rows, one) => `${rows} ${one ? 'Zeile ist' : 'Zeilen sind'} weiterhin ausgelassen`,
    undone: 'Diese Änderungen wurden durch einen späteren Lauf zurückgenommen; er steht unter „Meine Exporte“.',
    seeResults: 'Sehen, was aus jeder Zeile wird',
    progress: 'Fortschritt',
    soFar: (done, total) => `${done} von ${total}`,
    looksAgain: 'Diese Seite sieht von selbst wieder nach. Sie können sie auch schließen: Das Ergebnis steht unter „Meine Exporte“.',
    undoWhat: 'Zurücknehmen gibt jeder Zeile ihre alten Werte, wenn sie seither niemand geändert hat.',
    undo: 'Änderungen zurücknehmen',
    sent: 'Zurückgesendet',
    takingBack: 'Die Änderungen werden zurückgenommen',
    state: { ready: 'Die Datei ist fertig.', held: 'Sie wartet auf Freigabe.', queued: 'Es geht gleich los.', writes: 'Die neuen Werte werden nach HubSpot geschrieben; was abgelehnt wird, bleibt mit dem Grund im Ergebnis.', reads: 'Die Zeilen werden gelesen.' },
    stands: (title) => `Sie steht unter „Meine Exporte“ als „${title}“.`,
    back: 'Gehen Sie zurück zu HubSpot; hier ist nichts weiter zu tun.',
    failed: 'Nichts wurde zurückgesendet',
    notShown: 'Diese Liste kann nicht gezeigt werden',
  },
};
