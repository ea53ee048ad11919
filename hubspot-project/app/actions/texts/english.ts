import type { ExportFormat, RecordRef } from '@siderail/contract';

type Words = Readonly<Record<RecordRef['objectTypeId'], readonly [one: string, many: string]>>;
const WORDS: Words = { '0-1': ['contact', 'contacts'], '0-2': ['company', 'companies'], '0-3': ['deal', 'deals'], '0-5': ['ticket', 'tickets'] };
const FORMATS: Readonly<Record<ExportFormat, string>> = { csv: 'CSV', xlsx: 'Excel workbook', jsonl: 'JSON Lines', parquet: 'Parquet' };

/** Plain words: what happened, what it means, what to do. */
export const english = {
  notSetUp: 'This action is not set up',
  notSetUpFix: 'Ask a HubSpot admin to install Siderail again.',
  wrongType: 'These records cannot be exported here',
  wrongTypeFix: 'Select contacts, companies, deals or tickets.',
  nothingSelected: 'No record is selected',
  nothingSelectedFix: 'Select records in the list and open this action again.',
  tooMany: (count: string, most: string) => `${count} records are selected; one export takes ${most}`,
  tooManyFix: 'Select fewer, or export the whole table with a filter from a Siderail card.',
  selected: (type: RecordRef['objectTypeId'], count: string, one: boolean) => `${count} selected ${WORDS[type][one ? 0 : 1]}`,
  unreadable: (count: string, one: boolean) => (one ? 'One more could not be read from HubSpot’s selection and is left out.' : `${count} more could not be read from HubSpot’s selection and are left out.`),
  sending: 'Taking over the selection',
  sentSoFar: (done: string, all: string) => `${done} of ${all}`,
  notSent: 'The selection could not be taken over',
  lookingForTable: 'Looking at what can be exported',
  noTable: 'What can be exported is not known right now',
  mayNotExport: 'You may not export these records',
  mayNotExportFix: 'Ask a Siderail admin of your HubSpot account: they decide who may export what.',
  columns: 'Columns',
  related: 'With each of them',
  relatedHint: 'Each on a sheet of its own in an Excel workbook, linked by record ID.',
  fileFormat: 'File',
  formatName: (format: ExportFormat) => FORMATS[format],
  estimating: 'Working out size and time',
  estimateFailed: 'Size and time are not known right now.',
  about: (what: string) => `about ${what}`,
  rightNow: 'right now',
  inBackground: 'in the background',
  calls: (count: string) => `${count} requests to HubSpot`,
  needsApproval: (why: string) => `${why} Your click asks for the approval.`,
  exportAll: 'Export the selected records',
  exportRows: (count: string, one: boolean) => (one ? 'Export 1 record' : `Export ${count} records`),
  confirm: (count: string | null) => (count === null ? 'How many rows this makes is not known. Export them all?' : `${count} records are a lot. Export them all?`),
  yesExport: 'Yes, export',
  notNow: 'Not now',
  notStarted: 'The export was not started',
  goOnWorking: 'You can close this panel and go on working. The file is under “My exports”, and you get an e-mail when it takes longer.',
} as const;
