import type { ExportFormat, ExportOptions, FilterOperator, MatchReason } from '@siderail/contract';
import type { english } from './english.ts';

type Separator = NonNullable<ExportOptions['delimiter']>;
type Compress = NonNullable<ExportOptions['compress']>;

/** The kind of record a card stands on, by HubSpot's object type id, as it stands after "zu". */
const RECORD_WORDS: Record<string, string> = { '0-1': 'diesem Kontakt', '0-2': 'diesem Unternehmen', '0-3': 'diesem Deal', '0-5': 'diesem Ticket' };

const OPERATOR_WORDS: Record<FilterOperator, string> = {
  eq: 'ist',
  neq: 'ist nicht',
  contains: 'enthält',
  gt: 'ist mehr als',
  gte: 'ist mindestens',
  lt: 'ist weniger als',
  lte: 'ist höchstens',
  empty: 'ist leer',
  not_empty: 'ist nicht leer',
};

const DATE_OPERATOR_WORDS: Partial<Record<FilterOperator, string>> = {
  gt: 'ist nach',
  gte: 'ist am oder nach',
  lt: 'ist vor',
  lte: 'ist am oder vor',
};

const SEPARATOR_WORDS: Record<Separator, string> = { comma: 'Komma ,', semicolon: 'Semikolon ;', tab: 'Tabulator' };
const COMPRESS_WORDS: Record<Compress, string> = { none: 'Nein', gzip: 'gzip', zip: 'zip' };

const FORMAT_WORDS: Record<ExportFormat, string> = { csv: 'CSV', xlsx: 'Excel-Arbeitsmappe', jsonl: 'JSON Lines', parquet: 'Parquet' };

const MATCH_WORDS: Record<MatchReason, string> = {
  external_id: 'gleiche Nummer', external_id_part: 'gleiche Ziffern in der Nummer', domain: 'gleiche Domain', email: 'gleiche E-Mail-Adresse', email_domain: 'gleiche E-Mail-Domain', name: 'gleicher Name', name_part: 'ähnlicher Name',
};

function sentenceOf(parts: readonly string[]): string {
  const text = parts.join(', ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The same sentences in German, with the formal address that business software uses. */
export const german: typeof english = {
  notSetUp: 'Diese Karte ist nicht eingerichtet',
  notSetUpFix: 'Bitten Sie jemanden mit HubSpot-Administratorrechten, Siderail neu zu installieren.',
  wrongRecord: 'Diese Karte gibt es bei Kontakten, Unternehmen, Deals und Tickets.',

  loadingTables: 'Tabellen werden gesucht',
  tablesFailed: 'Die Tabellen konnten nicht aufgelistet werden',
  table: 'Tabelle',
  tableLabel: (table) => `${table.title}${table.scope === 'portal' ? ' (gesamtes Konto)' : ''} · ${table.sourceTitle}`,
  scope: (table, objectTypeId) => (table.scope === 'portal' ? 'Gesamtes Konto' : `Zu ${RECORD_WORDS[objectTypeId] ?? 'diesem Datensatz'}`),
  exportOf: (table, scope) => `${table} (${scope})`,
  readOnly: 'Öffnen Sie den Datensatz, um mit Zeilen zu arbeiten oder die Tabelle zu exportieren.',
  states: { notConnected: 'Siderail ist nicht verbunden', notAllowed: 'Das dürfen Sie nicht sehen', busy: 'HubSpot ist ausgelastet' },
  lookAgain: 'Noch einmal nachsehen',
  noTables: 'Mit diesem Datensatz ist noch nichts verbunden',
  noTablesFix: 'Bitten Sie jemanden mit HubSpot-Administratorrechten, in den Siderail-Einstellungen eine Verbindung anzulegen. Ihre Tabellen stehen dann hier.',
  problem: (source) => `Tabellen von ${source} fehlen gerade`,

  loadingRows: (table) => `${table} wird gelesen`,
  refresh: 'Aktualisieren',
  stillLoading: 'Lädt noch',
  stillLoadingWhat: (rows, count) => (count === 0 ? 'Die Quelle ist langsam: Noch ist nichts angekommen.' : count === 1 ? 'Die Quelle ist langsam: Dies ist die erste Zeile, die ankam.' : `Die Quelle ist langsam: Dies sind die ersten ${rows} Zeilen, die ankamen.`),
  stillLoadingThen: 'Wir machen im Hintergrund weiter und sagen Ihnen, wenn es fertig ist. Sie können diese Seite verlassen.',
  changedAt: (time) => `In HubSpot um ${time} geändert`,
  loadingPage: 'Wird gelesen …',
  rowsFailed: 'Die Tabelle konnte nicht gelesen werden',
  olderRows: 'Was darunter steht, ist von vorher.',
  noRows: (table, scope) => `Keine Zeilen in ${table} (${scope})`,
  noRowsFix: 'Wenn in der Quelle Zeilen dazukommen, zeigt „Aktualisieren“ sie hier.',
  noRowsWithFilters: 'Keine Zeile passt zu den Filtern',
  noRowsWithFiltersFix: 'Entfernen Sie die Filter, um alle Zeilen zu sehen.',
  totals: 'Summe',
  totalOf: (column) => `Summe ${column}`,
  range: (first, last, total) => (total === null ? `${first}–${last}` : `${first}–${last} von ${total}`),
  allRows: (count, one) => (one ? '1 Zeile' : `${count} Zeilen`),
  firstOf: (shown, total) => (total === null ? `Die ersten ${shown} Zeilen` : `Die ersten ${shown} von ${total} Zeilen`),
  previous: 'Zurück',
  next: 'Weiter',
  toFirstPage: 'Zur ersten Seite',
  pageSize: 'Zeilen je Seite',
  rowActions: 'Aktionen',
  moreActions: 'Weitere Aktionen',

  columns: 'Spalten',
  chooseColumns: 'Spalten wählen',
  columnsLabel: 'Spalten, die gezeigt und exportiert werden',
  columnsHint: 'In der Reihenfolge, in der Sie sie wählen.',
  defaultColumns: 'Übliche Spalten nehmen',
  showColumns: 'Diese Spalten zeigen',

  joinedTitle: 'Weitere Tabellen in der Datei',
  joinedWithCount: (count) => (count === 0 ? 'Tabellen hinzufügen' : `Hinzugefügte Tabellen (${count})`),
  joinedHint: 'Sie kommen in dieselbe Datei: in einer Excel-Arbeitsmappe jede auf ein eigenes Blatt, verbunden über die Datensatz-ID.',
  joinedTables: 'Tabellen, die dazukommen',
  relatedLabel: (title) => `${title} zu jeder Zeile`,
  joinedLayout: 'Aufbau',
  layoutSheets: 'Ein Blatt für jede Tabelle',
  layoutFlat: 'Eine flache Tabelle, die Zeile wiederholt',
  columnsOf: (table) => `Spalten: ${table}`,
  applyJoined: 'In die Datei aufnehmen',
  clearJoined: 'Nur die erste Tabelle',
  joinedSheets: (names) => `In derselben Arbeitsmappe: ${names}`,
  joinedFlat: (names) => `In derselben Tabelle: ${names}`,

  filters: 'Filter',
  filtersWithCount: (count) => (count === 0 ? 'Filter' : `Filter (${count})`),
  filtersHint: 'Eine Zeile wird gezeigt und exportiert, wenn sie zu allen diesen passt.',
  addFilter: 'Filter hinzufügen',
  removeFilter: 'Entfernen',
  applyFilters: 'Filter anwenden',
  clearFilters: 'Filter entfernen',
  filterColumn: 'Spalte',
  filterOperator: 'Bedingung',
  filterValue: 'Wert',
  filterNeedsValue: 'Geben Sie einen Wert ein, oder entfernen Sie diesen Filter.',
  loadingChoices: 'Auswahl wird geladen …',
  yes: 'Ja',
  no: 'Nein',
  filtered: (sentences) => `Gefiltert: ${sentences.join('; ')}`,
  operator: (operator, date) => (date ? DATE_OPERATOR_WORDS[operator] : undefined) ?? OPERATOR_WORDS[operator],

  confirmTitle: 'Bitte bestätigen',
  goAhead: 'Ausführen',
  notNow: 'Jetzt nicht',
  copied: 'Kopiert',
  notCopied: 'Nicht kopiert',
  copiedKey: (key) => `${key} ist in der Zwischenablage.`,
  copiedRow: 'Die Zeile ist in der Zwischenablage.',
  copiedRows: (count, one) => (one ? '1 Zeile ist in der Zwischenablage; eine Tabellenkalkulation fügt sie als Zellen ein.' : `${count} Zeilen sind in der Zwischenablage; eine Tabellenkalkulation fügt sie als Zellen ein.`),
  copyFailed: 'Der Browser hat das Kopieren nicht erlaubt. Klicken Sie einmal auf die Seite und versuchen Sie es noch einmal.',
  actionFailed: (title) => `„${title}“ hat nicht geklappt`,

  export: 'Exportieren',
  exportRows: (rows, one) => (one ? '1 Zeile exportieren' : `${rows} Zeilen exportieren`),
  getRows: (rows, one) => (one ? '1 Zeile holen' : `${rows} Zeilen holen`),
  exportAll: 'Alle Zeilen exportieren',
  fileFormat: 'Datei',
  fileFormatName: (format) => FORMAT_WORDS[format],
  separator: 'Trennzeichen',
  separatorName: (separator) => SEPARATOR_WORDS[separator],
  compress: 'Komprimieren',
  compressName: (compress) => COMPRESS_WORDS[compress],
  nothingToExport: 'Nichts zu exportieren',
  noRowToExport: 'Es gibt keine Zeile, die exportiert werden könnte.',
  estimating: 'Größe und Dauer werden ermittelt',
  needsApproval: (why) => `${why} Ihr Klick bittet um die Freigabe.`,
  askedApproval: 'Um Freigabe gebeten',
  askedApprovalThen: (email) => `Nichts verlässt HubSpot, bevor jemand zugestimmt hat. Wir schreiben an ${email}, sobald die Datei fertig ist.`,
  estimateFailed: 'Größe und Dauer sind gerade nicht bekannt.',
  about: (what) => `etwa ${what}`,
  rightNow: 'sofort',
  inBackground: 'im Hintergrund',
  calls: (count) => `${count} Anfragen an die Quelle`,
  confirmExport: 'So viele Zeilen exportieren?',
  confirmExportRows: (rows, table, format) => `${rows} Zeilen von ${table} kommen in eine ${fileWords(format)}.`,
  confirmExportUnknown: (table, format) => `Alle Zeilen von ${table} kommen in eine ${fileWords(format)}; wie viele es sind, ist noch nicht bekannt.`,
  confirmExportCost: (cost) => `Voraussichtlich: ${cost}.`,
  confirmExportThen: 'Sie können inzwischen weiterarbeiten und jederzeit abbrechen.',
  startExport: 'Export starten',
  exportFailed: 'Der Export wurde nicht gestartet',
  started: 'Export gestartet',
  startedWhat: (what) => `Gestartet: ${what}.`,
  startedThen: (email) => `Wir schreiben an ${email}, sobald er fertig ist. Sie können diese Seite verlassen.`,
  fileReady: 'Ihre Datei ist fertig',
  matchTitle: (source: string) => `Noch nicht mit ${source} verknüpft`,
  matchIntro: 'Ist dieser Datensatz einer von diesen? Einmal verknüpft, bleibt er es, auch wenn sich Name, Domain oder E-Mail ändern.',
  matchReadOnly: 'Es kann einer von diesen sein. Öffnen Sie den Datensatz, um ihn zu verknüpfen.',
  matchLooking: (source: string) => `Suche in ${source}`,
  matchFailed: 'Womit dieser Datensatz verknüpft werden kann, ließ sich nicht nachsehen',
  matchNone: (source: string) => `Nichts in ${source} gleicht diesem Datensatz`,
  matchLookedFor: (what: string) => `Gesucht wurde: ${what}`,
  matchNoneFix: 'Wenn er dort angelegt ist oder hier Domain oder Name berichtigt sind, sehen Sie noch einmal nach.',
  matchPartly: (looked: string, some: boolean) => (some ? `Verglichen mit den ersten ${looked} Zeilen des anderen Systems. Es gibt mehr.` : 'Das andere System brauchte zu lange, um durchgesehen zu werden.'),
  matchLink: 'Verknüpfen',
  matchRefuse: 'Nicht derselbe',
  matchRefused: (count: string, one: boolean) => (one ? '1 wurde als nicht derselbe bezeichnet.' : `${count} wurden als nicht dieselben bezeichnet.`),
  matchReconsider: 'Wieder zeigen',
  matchLinkedTo: (name: string, source: string) => `Verknüpft mit ${name} · ${source}`,
  matchSince: (day: string) => `Seit ${day}`,
  matchGone: (source: string) => `${source} hat ihn nicht mehr. Lösen Sie die Verknüpfung und verknüpfen Sie den richtigen.`,
  matchUnlink: 'Verknüpfung lösen',
  matchUnlinkWhy: 'Warum ist es nicht derselbe?',
  matchByLink: 'Über die ID verknüpft.',
  matchByRule: 'Über Eigenschaften dieses Datensatzes gefunden, nicht verknüpft.',
  matchShowRows: 'Zeilen zeigen',
  matchShow: 'Verknüpfung zeigen',
  matchCheck: 'Prüfen und verknüpfen',
  matchClose: 'Schließen',
  likelihood: { very_likely: 'Sehr wahrscheinlich', likely: 'Wahrscheinlich', possible: 'Möglich' },
  matchWhy: (why) => sentenceOf(why.map((reason) => MATCH_WORDS[reason])),
  matchDecided: {
    link: { title: 'Verknüpft', text: 'Zeilen, Summen und Exporte sind nun die des verknüpften.' },
    refuse: { title: 'Nicht derselbe', text: 'Er wird für diesen Datensatz nicht mehr angeboten.' },
    unlink: { title: 'Verknüpfung gelöst', text: 'Seine Zeilen stehen nicht mehr hier.' },
    reconsider: { title: 'Wieder da', text: 'Alles, was derselbe sein kann, wird wieder angeboten.' },
  },
};

function fileWords(format: ExportFormat): string {
  return format === 'xlsx' ? FORMAT_WORDS[format] : `${FORMAT_WORDS[format]}-Datei`;
}
