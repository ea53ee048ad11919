import type { EstimateExportResponse, ExportFormat, TableQuery } from '#contract';
import { DEMO_SOURCES } from '../scripts/demo/origins.ts';
import type { CardClient } from './support/card-client.ts';
import type { Figure, FigureOptions, FigureResult } from './support/figure.ts';
import { findAcme } from './support/find-acme.ts';
import { measure } from './support/measure.ts';
import { DATABASE_SIZES, orders } from './support/orders.ts';
import { runExport } from './support/run-export.ts';
import { withBenchStack } from './support/with-bench-stack.ts';

const ROUNDS = 5;
const SIZES = [200_000, 20_000, 60_000];
const PERCENT = 20;
const CSV: ExportFormat = 'csv';

type Errors = { readonly rows: number; readonly bytes: number; readonly seconds: number; readonly apiCalls: number | null };

/** What the card says before the click against what then happens, once a table has been exported. */
export const estimates: Figure = {
  name: 'estimates',
  title: 'estimates before the click against the export itself, after one export of the same table to learn from',
  run,
};

async function run({ runs, say }: FigureOptions): Promise<FigureResult> {
  return withBenchStack({ folder: 'database', sizes: DATABASE_SIZES, latencyMs: 250 }, async ({ stack, cards }) => {
    const record = await findAcme(stack);
    const contacts: TableQuery = { record, tableId: DEMO_SOURCES.hubspot.tableId, columns: DEMO_SOURCES.hubspot.columns, filters: [] };
    const database: Errors[] = [];
    const hubspot: Errors[] = [];
    await compare(cards, (await orders(stack, SIZES[0]!)).query);
    await compare(cards, contacts);
    for (let round = 0; round < (runs ?? ROUNDS); round += 1) {
      for (const size of SIZES) database.push(await compare(cards, (await orders(stack, size)).query));
      hubspot.push(await compare(cards, contacts));
      say(`estimates: round ${round + 1}`);
    }
    const all = [...database, ...hubspot];
    const goal = { on: 'own', bound: 'at most', value: PERCENT } as const;
    const against = { limit: PERCENT, called: 'limit' };
    return {
      measures: [
        measure('error in rows', '%', all.map(({ rows }) => rows), { against, goal }),
        measure('error in bytes', '%', all.map(({ bytes }) => bytes), { against, goal }),
        measure('error in requests to HubSpot', '%', hubspot.flatMap(({ apiCalls }) => apiCalls ?? []), { against, goal }),
        measure('error in seconds, business database', '%', database.map(({ seconds }) => seconds), { against, goal }),
        measure('error in seconds, HubSpot', '%', hubspot.map(({ seconds }) => seconds), { against, goal }),
      ],
      notes: [
        `Medians of ${runs ?? ROUNDS} rounds, each with ${SIZES.join(', ')} orders and all contacts of the sandbox (${DATABASE_SIZES.contacts}); error is the distance as a share of what happened.`,
        'Seconds are from the click to Ready, waiting for a worker included; on a loaded machine they scatter, and the estimate follows them.',
      ],
    };
  });
}

async function compare(cards: CardClient, query: TableQuery): Promise<Errors> {
  const estimate: EstimateExportResponse = await cards.ask('estimate-export', { query, format: CSV });
  const { job, readySeconds, url } = await runExport(cards, query, { pollMs: 50 });
  const certificate = (await (await fetch(`${url}/certificate`)).json()) as { calls: number };
  return {
    rows: error(estimate.rows, job.rows),
    bytes: error(estimate.bytes, job.bytes),
    seconds: error(estimate.seconds, readySeconds),
    apiCalls: estimate.apiCalls === 0 ? null : error(estimate.apiCalls, certificate.calls),
  };
}

function error(estimated: number | null, actual: number): number {
  if (estimated === null) throw new Error('the table was not estimated');
  return (Math.abs(estimated - actual) / actual) * 100;
}
