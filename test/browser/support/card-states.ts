import type { ViewTableResponse } from '#contract';
import { refusal, type Answers } from './answer-cards.ts';

export type CardState = {
  readonly name: string;
  readonly answers: Answers;
  /** The rows were there, and the person refreshes them. */
  readonly refreshed?: true;
  /** Where it shows, by test id. */
  readonly at: string;
  /** What it says: what happened, what it means, what to do. */
  readonly says: readonly string[];
};

const NO_ROWS: ViewTableResponse = { columns: [], rows: [], nextPage: null, totalRows: 0, totals: null, asOf: new Date().toISOString() };
const always = (code: Parameters<typeof refusal>[0]) => () => refusal(code);

const candidate = (key: string, name: string, likely: 'very_likely' | 'possible') => ({
  key, name, externalId: `C-${key.padStart(6, '0')}`, domain: null, email: null, likelihood: likely, why: likely === 'possible' ? ['name_part' as const] : ['external_id_part' as const, 'name' as const], shown: false,
});

const ORDERS = {
  id: 'business:orders@record', title: 'Orders', sourceTitle: 'Business database', scope: 'record' as const, columns: [{ key: 'number', title: 'Order', type: 'text' as const, sortable: false, operators: [] }],
  defaultColumns: ['number'], capabilities: { count: true, sort: false, filter: false, totals: false, export: true }, related: [], match: true as const,
};

/** Every state of the cards that is not rows, as the answers of the backend that lead to it. */
export const CARD_STATES: readonly CardState[] = [
  { name: 'not-connected', answers: { 'list-tables': always('portal.needs_reauth') }, at: 'tables-error', says: ['Siderail is not connected', 'What to do: Ask a HubSpot admin to connect Siderail again.', 'Support code: '] },
  {
    name: 'no-permission',
    answers: { 'list-tables': () => ({ ok: true, data: { tables: [], related: [], actions: [], problems: [{ sourceTitle: 'Siderail', message: '4 tables are not shown, because you may not see them.', fix: 'If you need them, ask a Siderail admin of your HubSpot account.' }] } }) },
    at: 'problem-Siderail', says: ['Not every table is shown to you', 'you may not see them', 'What to do: If you need them, ask a Siderail admin'],
  },
  { name: 'nothing-connected', answers: { 'list-tables': () => ({ ok: true, data: { tables: [], related: [], actions: [], problems: [] } }) }, at: 'no-tables', says: ['Nothing is connected to this record yet', 'Ask a HubSpot admin to add a connection', 'Look again'] },
  { name: 'empty', answers: { 'view-table': () => ({ ok: true, data: NO_ROWS }), 'estimate-export': () => ({ ok: true, data: { rows: 0, bytes: 0, seconds: 0, apiCalls: 1, lane: 'immediate' } }) }, at: 'no-rows', says: ['No rows in ', 'Refresh shows them here.', 'Refresh'] },
  { name: 'stale', answers: { 'view-table': always('source.unavailable') }, refreshed: true, at: 'rows-error', says: ['The table could not be read', 'does not answer', 'What to do: Try again in a few minutes.', 'Try again'] },
  { name: 'over-budget', answers: { 'view-table': always('hubspot.rate_limited') }, at: 'rows-error', says: ['HubSpot is busy', 'HubSpot asks us to slow down.', 'What to do: Wait a few seconds', 'Try again'] },
  { name: 'error', answers: { 'view-table': always('source.refused') }, at: 'rows-error', says: ['The table could not be read', 'refused the request', 'What to do: Ask an admin to check the connection.', 'Support code: '] },
  {
    name: 'match',
    answers: {
      'list-tables': () => ({ ok: true, data: { tables: [ORDERS], related: [], actions: [{ runs: 'card', name: 'refresh', title: 'Refresh', place: 'table', effect: 'refresh' }], problems: [] } }),
      'view-table': () => ({ ok: true, data: { ...NO_ROWS, foundBy: 'rule' } }),
      'show-match': () => ({ ok: true, data: { partner: 'Customers', sourceTitle: 'Business database', link: null, looked: 20_000, complete: true, refused: 0, lookedFor: ['company-1.example'], candidates: [candidate('2', 'Northwind Traders', 'very_likely'), candidate('4', 'Northwind Logistics GmbH', 'possible')] } }),
    },
    at: 'match-panel', says: ['Not linked to Business database yet', 'Northwind Traders', 'Very likely', 'Same digits in the number, same name'],
  },
];
