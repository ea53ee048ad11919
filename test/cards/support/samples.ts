import type { ActionSummary, CertificateSummary, Column, Job, JobWaiting, Table, ViewTableResponse, WireError } from '#contract';

/** Ids as the backend makes them. */
export const jobId = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

export const columns: Column[] = [
  { key: 'number', title: 'Order', type: 'text', sortable: true, operators: ['eq', 'contains'] },
  { key: 'status', title: 'Status', type: 'text', sortable: false, operators: ['eq', 'neq', 'empty', 'not_empty'] },
  { key: 'amount', title: 'Amount', type: 'money', currency: 'EUR', sortable: true, operators: ['gt', 'gte', 'lt', 'lte'] },
  { key: 'ordered_on', title: 'Ordered', type: 'date', sortable: true, operators: ['gt', 'gte', 'lt', 'lte'] },
  { key: 'changed_at', title: 'Changed', type: 'datetime', sortable: true, operators: ['eq', 'gt', 'gte', 'lt', 'lte'] },
];

export const orders: Table = {
  id: 'business:orders@record',
  title: 'Orders',
  sourceTitle: 'Business database',
  scope: 'record',
  columns,
  defaultColumns: ['number', 'status', 'amount', 'ordered_on'],
  capabilities: { count: true, sort: true, filter: true, totals: true, export: true },
  related: [],
};

export const contacts: Table = {
  id: 'hubspot:contacts@portal',
  title: 'Contacts',
  sourceTitle: 'HubSpot',
  scope: 'portal',
  columns: [{ key: 'email', title: 'E-mail', type: 'text', sortable: false, operators: [] }],
  defaultColumns: ['email'],
  capabilities: { count: false, sort: false, filter: false, totals: false, export: false },
  related: [],
};

export const actions: ActionSummary[] = [
  { runs: 'card', name: 'refresh', title: 'Refresh', place: 'table', effect: 'refresh' },
  { runs: 'card', name: 'copy-id', title: 'Copy id', place: 'row', effect: 'copy-row-key' },
  { runs: 'server', name: 'create-follow-up', title: 'Create follow-up task', place: 'row', confirm: null },
  { runs: 'server', name: 'snapshot-note', title: 'Save as note', place: 'table', confirm: 'Write these rows as a note on the record?' },
];

/** `count` orders from number `first` on, in the order of the default columns. */
export function ordersPage(first: number, count: number, part: Partial<ViewTableResponse> = {}): ViewTableResponse {
  return {
    columns: columns.filter(({ key }) => orders.defaultColumns.includes(key)),
    rows: Array.from({ length: count }, (_, index) => {
      const number = `O-${first + index}`;
      return { key: number, cells: [number, 'open', '1234.5', '2026-03-05'] };
    }),
    nextPage: null,
    totalRows: count,
    totals: { amount: '1481400.00' },
    asOf: new Date().toISOString(),
    ...part,
  };
}

export const sourceDown: WireError = {
  code: 'source.unavailable',
  message: 'The system this table comes from does not answer.',
  fix: 'Try again in a few minutes.',
  supportCode: 'SR-7Q2M',
};

export const storeFull: JobWaiting = {
  message: 'The place where files are kept is full.',
  fix: 'We keep trying and nothing is lost. If it stays so, tell the vendor that the file store needs more space.',
  since: '2026-11-22T10:02:00.000Z',
};

const base = (number: number) => ({
  id: jobId(number),
  title: `Orders ${number}`,
  format: 'csv' as const,
  lane: 'background' as const,
  createdAt: '2026-11-22T10:00:00.000Z',
  notices: [],
});

export const certificate: CertificateSummary = {
  complete: true,
  upstream: 250_000,
  written: 250_000,
  skipped: 0,
  sha256: 'a'.repeat(64),
  asOf: '2026-11-22T10:00:00.000Z',
};

export const jobs = {
  queued: (number: number): Job => ({ ...base(number), state: 'queued', ahead: 0, waiting: null }),
  paused: (number: number): Job => ({ ...base(number), state: 'queued', ahead: 0, waiting: storeFull }),
  running: (number: number, rowsDone: number): Job => ({
    ...base(number),
    state: 'running',
    phase: 'reading',
    rowsDone,
    rowsTotal: 250_000,
    secondsLeft: 118,
    cancelling: false,
    waiting: null,
  }),
  ready: (number: number): Job => ({
    ...base(number),
    state: 'ready',
    finishedAt: '2026-11-22T10:04:00.000Z',
    seconds: 240,
    rows: 250_000,
    bytes: 48_000_000,
    fileName: 'orders.csv',
    expiresAt: '2030-11-29T10:04:00.000Z',
    certificate,
    partial: false,
    notices: [{ kind: 'ready', channel: 'email', state: 'sent' }],
  }),
  failed: (number: number): Job => ({ ...base(number), state: 'failed', finishedAt: '2026-11-22T10:04:00.000Z', error: sourceDown, rowsDone: 120_000, kept: { rows: 120_000, until: '2030-11-29T10:04:00.000Z' } }),
  cancelled: (number: number): Job => ({ ...base(number), state: 'cancelled', finishedAt: '2026-11-22T10:04:00.000Z', rowsDone: 120_000, kept: { rows: 120_000, until: '2030-11-22T11:04:00.000Z' } }),
};
