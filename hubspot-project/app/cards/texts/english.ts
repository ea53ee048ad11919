import type { ExportFormat, ExportOptions, FilterOperator, MatchCandidate, MatchReason, Table } from '@siderail/contract';
import { operatorWord } from '@siderail/ui';

type Separator = NonNullable<ExportOptions['delimiter']>;
type Compress = NonNullable<ExportOptions['compress']>;

/** The kind of record a card stands on, by HubSpot's object type id. */
const RECORD_WORDS: Record<string, string> = { '0-1': 'contact', '0-2': 'company', '0-3': 'deal', '0-5': 'ticket' };

const SEPARATOR_WORDS: Record<Separator, string> = { comma: 'Comma ,', semicolon: 'Semicolon ;', tab: 'Tab' };
const COMPRESS_WORDS: Record<Compress, string> = { none: 'No', gzip: 'gzip', zip: 'zip' };

const FORMAT_WORDS: Record<ExportFormat, string> = { csv: 'CSV', xlsx: 'Excel workbook', jsonl: 'JSON Lines', parquet: 'Parquet' };

const MATCH_WORDS: Record<MatchReason, string> = {
  external_id: 'same number', external_id_part: 'same digits in the number', domain: 'same domain', email: 'same e-mail address', email_domain: 'same e-mail domain', name: 'same name', name_part: 'similar name',
};

function sentenceOf(parts: readonly string[]): string {
  const text = parts.join(', ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Every sentence that only the cards show. Plain words: what happened, what it means, what to do. */
export const english = {
  // the card as a whole
  notSetUp: 'This card is not set up',
  notSetUpFix: 'Ask a HubSpot admin to install Siderail again.',
  wrongRecord: 'This card works on contacts, companies, deals and tickets.',

  // tables
  loadingTables: 'Looking for tables',
  tablesFailed: 'The tables could not be listed',
  table: 'Table',
  tableLabel: (table: Table) => `${table.title}${table.scope === 'portal' ? ' (whole account)' : ''} · ${table.sourceTitle}`,
  scope: (table: Table, objectTypeId: string) =>
    table.scope === 'portal' ? 'Whole account' : `Of this ${RECORD_WORDS[objectTypeId] ?? 'record'}`,
  readOnly: 'Open the record to act on rows or to export the table.',
  states: { notConnected: 'Siderail is not connected', notAllowed: 'You may not see this', busy: 'HubSpot is busy' },
  lookAgain: 'Look again',
  exportOf: (table: string, scope: string) => `${table} (${scope.toLowerCase()})`,
  noTables: 'Nothing is connected to this record yet',
  noTablesFix: 'Ask a HubSpot admin to add a connection in the Siderail settings. Its tables then show up here.',
  noTablesNow: 'No table can be shown right now',
  noTablesNowFix: 'Why, and what helps, stands above.',
  // What the account’s rules withhold comes in the app’s own name.
  problem: (source: string) => (source === 'Siderail' ? 'Not every table is shown to you' : `Tables from ${source} are missing right now`),

  // rows
  loadingRows: (table: string) => `Reading ${table}`,
  refresh: 'Refresh',
  stillLoading: 'Still loading',
  stillLoadingWhat: (rows: string, count: number) => (count === 0 ? 'The source is slow: nothing has come yet.' : count === 1 ? 'The source is slow: this is the first row that came.' : `The source is slow: these are the first ${rows} rows that came.`),
  stillLoadingThen: 'We go on in the background and tell you when it is ready. You can leave this page.',
  changedAt: (time: string) => `Changed in HubSpot at ${time}`,
  loadingPage: 'Reading…',
  rowsFailed: 'The table could not be read',
  olderRows: 'What you see below is from before.',
  noRows: (table: string, scope: string) => `No rows in ${table} (${scope.toLowerCase()})`,
  noRowsFix: 'When rows are added in the source, Refresh shows them here.',
  noRowsWithFilters: 'No row matches the filters',
  noRowsWithFiltersFix: 'Clear the filters to see all rows.',
  totals: 'Total',
  totalOf: (column: string) => `Total ${column}`,
  range: (first: string, last: string, total: string | null) => (total === null ? `${first}–${last}` : `${first}–${last} of ${total}`),
  allRows: (count: string, one: boolean) => (one ? '1 row' : `${count} rows`),
  firstOf: (shown: string, total: string | null) => (total === null ? `First ${shown} rows` : `First ${shown} of ${total} rows`),
  previous: 'Previous',
  next: 'Next',
  toFirstPage: 'Back to the first page',
  pageSize: 'Rows per page',
  rowActions: 'Actions',
  moreActions: 'More actions',

  // what the record is in the other system
  matchTitle: (source: string) => `Not linked to ${source} yet`,
  matchIntro: 'Is this record one of these? Once linked, it stays linked, even when its name, domain or e-mail changes.',
  matchReadOnly: 'It may be one of these. Open the record to link it.',
  matchLooking: (source: string) => `Looking in ${source}`,
  matchFailed: 'What this record may be linked to could not be looked up',
  matchNone: (source: string) => `Nothing in ${source} looks like this record`,
  matchLookedFor: (what: string) => `Looked for: ${what}`,
  matchNoneFix: 'When it is added there, or the record’s domain or name is corrected here, look again.',
  matchPartly: (looked: string, some: boolean) => (some ? `Compared with the first ${looked} rows of the other system. There are more.` : 'The other system took too long to be looked through.'),
  matchLink: 'Link',
  matchRefuse: 'Not the same',
  matchRefused: (count: string, one: boolean) => (one ? '1 was called not the same.' : `${count} were called not the same.`),
  matchReconsider: 'Show again',
  matchLinkedTo: (name: string, source: string) => `Linked to ${name} · ${source}`,
  matchSince: (day: string) => `Since ${day}`,
  matchKept: (day: string) => `Found by this record’s properties and kept by its ID since ${day}, when its rows were first used`,
  matchGone: (source: string) => `${source} no longer has it. Unlink it, then link the right one.`,
  matchUnlink: 'Unlink',
  matchUnlinkWhy: 'Why is it not the same?',
  matchByLink: 'Linked by ID.',
  matchByRule: 'Found by this record’s properties, not linked yet.',
  matchShowRows: 'Show its rows',
  matchShow: 'Show link',
  matchCheck: 'Check and link',
  matchClose: 'Close',
  likelihood: { very_likely: 'Very likely', likely: 'Likely', possible: 'Possible' } satisfies Record<MatchCandidate['likelihood'], string>,
  matchWhy: (why: readonly MatchReason[]) => sentenceOf(why.map((reason) => MATCH_WORDS[reason])),
  matchDecided: {
    link: { title: 'Linked', text: 'Rows, totals and exports are now those of the linked one.' },
    refuse: { title: 'Not the same', text: 'It is not offered for this record any more.' },
    unlink: { title: 'Unlinked', text: 'Its rows are no longer shown here.' },
    reconsider: { title: 'Shown again', text: 'Everything that may be the same is offered again.' },
  },

  // columns
  columns: 'Columns',
  chooseColumns: 'Choose columns',
  columnsLabel: 'Columns to show and to export',
  columnsHint: 'In the order you choose them.',
  newColumnsHint: 'Columns, owners, pipelines and choices are remembered for up to five minutes.',
  lookForColumns: 'Look for new columns',
  defaultColumns: 'Use the default columns',
  showColumns: 'Show these columns',

  // further tables in the same file
  joinedTitle: 'More tables in the file',
  joinedWithCount: (count: number) => (count === 0 ? 'Add tables' : `Added tables (${count})`),
  joinedHint: 'They go into the same file: each on a sheet of its own in an Excel workbook, linked by record ID.',
  joinedTables: 'Tables to add',
  relatedLabel: (title: string) => `${title} of each row`,
  joinedLayout: 'Layout',
  layoutSheets: 'A sheet for each table',
  layoutFlat: 'One flat table, the row repeated',
  columnsOf: (table: string) => `Columns: ${table}`,
  addFilterTo: (table: string) => `Add a filter: ${table}`,
  withFilters: (table: string, count: number) => (count === 1 ? `${table} (1 filter)` : `${table} (${count} filters)`),
  applyJoined: 'Add to the file',
  clearJoined: 'Only the first table',
  joinedSheets: (names: string) => `In the same workbook: ${names}`,
  joinedFlat: (names: string) => `In the same table: ${names}`,
  sheet: 'Sheet',
  sheetRows: 'Rows',
  sheetSize: 'Size',
  sheetTime: 'Time',
  underOneSecond: 'under 1 s',

  // filters
  filters: 'Filters',
  filtersWithCount: (count: number) => (count === 0 ? 'Filters' : `Filters (${count})`),
  filtersHint: 'A row is shown, and exported, when it matches all of these.',
  addFilter: 'Add a filter',
  removeFilter: (column: string) => `Remove filter on ${column}`,
  applyFilters: 'Apply filters',
  clearFilters: 'Clear filters',
  filterColumn: 'Column',
  filterOperator: 'Condition',
  filterValue: 'Value',
  filterNeedsValue: 'Fill in a value, or remove this filter.',
  loadingChoices: 'Loading the choices…',
  yes: 'Yes',
  no: 'No',
  filtered: (sentences: readonly string[]) => `Filtered: ${sentences.join('; ')}`,
  operator: (operator: FilterOperator, day: boolean) => operatorWord('en', operator, day),

  // actions
  confirmTitle: 'Please confirm',
  goAhead: 'Go ahead',
  notNow: 'Not now',
  copied: 'Copied',
  notCopied: 'Not copied',
  copiedKey: (key: string) => `${key} is on the clipboard.`,
  copiedRow: 'The row is on the clipboard.',
  copiedRows: (count: string, one: boolean) => (one ? '1 row is on the clipboard; a spreadsheet takes it as cells.' : `${count} rows are on the clipboard; a spreadsheet takes them as cells.`),
  copyFailed: 'The browser did not allow copying. Click once in the page and try again.',
  undo: 'Undo',
  setProperty: 'Set property',
  setPropertyHint: 'Only properties that take the value are offered. Nothing changes before you choose Set property.',
  valueOfRow: 'Value of the row',
  chooseValue: 'Choose a value',
  propertyOfRecord: 'Property of this record',
  chooseProperty: 'Choose a property',
  loadingProperties: 'Looking for properties',
  lookingAtRecord: 'Looking at the record',
  propertiesFailed: 'The properties could not be listed',
  nothingToSet: 'Nothing of this row fits a property',
  nothingToSetFix: 'Properties that your account made itself are offered, unless an admin has chosen others in the Siderail settings.',
  before: 'Before',
  after: 'After',
  emptyValue: '(empty)',
  alreadySet: 'The property holds this value already.',
  undoHint: 'You can take it back for an hour; HubSpot keeps its own history of the property.',
  actionFailed: (title: string) => `"${title}" did not work`,

  // exports
  export: 'Export',
  exportRows: (rows: string, one: boolean) => (one ? 'Export 1 row' : `Export ${rows} rows`),
  getRows: (rows: string, one: boolean) => (one ? 'Get 1 row' : `Get ${rows} rows`),
  exportAll: 'Export all rows',
  fileFormat: 'File',
  fileFormatName: (format: ExportFormat) => FORMAT_WORDS[format],
  fileOptions: (chosen: readonly string[]) => ['File options', ...chosen].join(' · '),
  country: 'Numbers and dates',
  separator: 'Separator',
  separatorName: (separator: Separator) => SEPARATOR_WORDS[separator],
  compress: 'Compress',
  compressName: (compress: Compress) => COMPRESS_WORDS[compress],
  nothingToExport: 'Nothing to export',
  noRowToExport: 'There is no row to export.',
  estimating: 'Working out size and time',
  needsApproval: (why: string) => `${why} Your click asks for the approval.`,
  askedApproval: 'Approval asked for',
  askedApprovalThen: (email: string) => `Nothing leaves HubSpot before somebody has agreed. We will e-mail ${email} when the file is ready.`,
  estimateFailed: 'Size and time are not known right now.',
  about: (what: string) => `about ${what}`,
  rightNow: 'right now',
  inBackground: 'in the background',
  calls: (count: string) => `${count} requests to the source`,
  confirmExport: 'Export this many rows?',
  confirmExportRows: (rows: string, table: string, format: ExportFormat) => `${rows} rows of ${table} go into one ${fileWords(format)}.`,
  confirmExportUnknown: (table: string, format: ExportFormat) => `All rows of ${table} go into one ${fileWords(format)}; how many is not known yet.`,
  confirmExportCost: (cost: string) => `Expected: ${cost}.`,
  confirmExportThen: 'You can go on working meanwhile, and cancel at any time.',
  startExport: 'Start the export',
  exportFailed: 'The export was not started',
  started: 'Export started',
  startedWhat: (what: string) => `Started: ${what}.`,
  startedThen: (email: string) => `We will e-mail ${email} when it is ready. You can leave this page.`,
  fileReady: 'Your file is ready',
  fileNotWhole: 'Your file is ready, but not complete',
};

function fileWords(format: ExportFormat): string {
  return format === 'xlsx' ? FORMAT_WORDS[format] : `${FORMAT_WORDS[format]} file`;
}
