import type { EstimateExportResponse, Filter, JoinedTables, TableQuery } from '#contract';
import type { CardClient } from './support/card-client.ts';
import type { Figure, FigureOptions, FigureResult } from './support/figure.ts';
import { findAcme } from './support/find-acme.ts';
import { measure } from './support/measure.ts';
import { DATABASE_SIZES } from './support/orders.ts';
import { runExport } from './support/run-export.ts';
import { withBenchStack } from './support/with-bench-stack.ts';

const ROUNDS = 5;
const PERCENT = 20;

type Wanted = { readonly query: TableQuery; readonly joined: JoinedTables };
type Errors = { readonly rows: number; readonly bytes: number; readonly seconds: number; readonly apiCalls: number };

/** What the card says of joined exports before the click against what then happens, once each has been exported whole. */
export const estimatesJoined: Figure = {
  name: 'estimates-joined',
  title: 'estimates of joined exports against the export itself, after one export of the same tables to learn from',
  run,
};

async function run({ runs, say }: FigureOptions): Promise<FigureResult> {
  return withBenchStack({ folder: 'database', sizes: DATABASE_SIZES, latencyMs: 250 }, async ({ stack, cards }) => {
    const record = await findAcme(stack);
    const of = (tableId: string, columns: string[], filters: Filter[], tables: JoinedTables['tables']): Wanted => ({ query: { record, tableId, columns, filters }, joined: { layout: 'sheets', tables } });
    const companies = (filters: Filter[]): Wanted => of('hubspot:companies@portal', ['name', 'domain', 'city'], filters, [
      { tableId: 'business-database:orders@related', columns: ['number', 'status', 'gross'] },
      { tableId: 'hubspot:deals@related', columns: ['dealname', 'amount', 'dealstage'] },
    ]);
    const deals = (filters: Filter[]): Wanted => of('hubspot:deals@portal', ['dealname', 'amount'], filters, [{ tableId: 'hubspot:line_items@related', columns: ['name', 'quantity', 'amount'] }]);
    // The whole, and about a half: what was learned of the one is asked of the other.
    const wanted = [companies([]), deals([]), deals([{ column: 'amount', operator: 'gt', value: '40000' }])];
    for (const one of [companies([]), deals([])]) await compare(cards, one);
    const errors: Errors[] = [];
    for (let round = 0; round < (runs ?? ROUNDS); round += 1) {
      for (const one of wanted) {
        const found = await compare(cards, one);
        errors.push(found);
        say(`estimates of joined exports: ${one.query.tableId}, round ${round + 1}: ${JSON.stringify(found)}`);
      }
    }
    const goal = { on: 'own', bound: 'at most', value: PERCENT } as const;
    const against = { limit: PERCENT, called: 'limit' };
    const errorIn = (of: keyof Errors, what: string) => measure(`error in ${what}`, '%', errors.map((one) => one[of]), { against, goal });
    return {
      measures: [errorIn('rows', 'rows of all sheets'), errorIn('bytes', 'bytes'), errorIn('apiCalls', 'requests to HubSpot'), errorIn('seconds', 'seconds')],
      notes: [`Medians of ${runs ?? ROUNDS} rounds, each with companies, their orders of the business database and their deals, all deals with their line items, and those of more than 40,000.`],
    };
  });
}

async function compare(cards: CardClient, { query, joined }: Wanted): Promise<Errors> {
  const estimate: EstimateExportResponse = await cards.ask('estimate-export', { query, joined, format: 'xlsx' });
  const { job, readySeconds, url } = await runExport(cards, query, { pollMs: 50, format: 'xlsx', joined });
  const certificate = (await (await fetch(`${url}/certificate`)).json()) as { calls: number; sheets: { rows: { written: number } }[] };
  const sum = (numbers: readonly (number | null)[]): number => numbers.reduce<number>((all, one) => all + (one ?? 0), 0);
  return {
    rows: error(sum(estimate.sheets!.map(({ rows }) => rows)), sum(certificate.sheets.map(({ rows }) => rows.written))),
    bytes: error(estimate.bytes, job.bytes),
    seconds: error(estimate.seconds, readySeconds),
    apiCalls: error(estimate.apiCalls, certificate.calls),
  };
}

function error(estimated: number | null, actual: number): number {
  if (estimated === null) throw new Error('the tables were not estimated');
  return (Math.abs(estimated - actual) / actual) * 100;
}
