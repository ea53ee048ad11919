import type { Job } from '#contract';

const id = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const certificate = { complete: false, upstream: 3, written: 1, skipped: 2, sha256: 'a'.repeat(64), asOf: '2026-11-22T10:00:00.000Z' };

function ready(number: number, title: string, whole: boolean): Job {
  return {
    id: id(number), title, format: 'csv', lane: 'background', createdAt: '2026-11-22T10:00:00.000Z', notices: [], state: 'ready', finishedAt: '2026-11-22T10:04:00.000Z', seconds: 240, rows: 1,
    bytes: 226, fileName: 'deals.csv', expiresAt: '2030-11-29T10:04:00.000Z', certificate: whole ? { ...certificate, complete: true, upstream: 1, skipped: 0 } : certificate, partial: false,
  };
}

/** Exports whose titles leave a narrow card no room: of words, without a blank, and short beside a long tag. */
export const LONG_TITLES: readonly Job[] = [
  ready(1, 'Deals of Acme Corporation, changes taken back', true),
  ready(2, 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft', false),
  { id: id(3), title: 'Orders and line items of all subsidiaries of Northwind Traders, left-out rows', format: 'csv', lane: 'background', createdAt: '2026-11-22T10:00:00.000Z', notices: [], state: 'held', approval: { why: 'Exports of more than 1,000 rows have to be approved.', rows: 1204, expiresAt: '2030-01-01T00:00:00.000Z' } },
];
