import { commonMeasures, commonNotes, LIST_CEILING, withContacts, type ContactsRun } from './support/export-contacts.ts';
import type { Figure, FigureOptions, FigureResult } from './support/figure.ts';
import { measure } from './support/measure.ts';

const ROWS = 250_000;
const GOAL = 0.97;

/** All contacts of the sandbox, at HubSpot's usual delay, through the real processes, by the list alone. */
export const hubspotExport: Figure = {
  name: 'hubspot-export',
  title: 'all contacts of the portal through web, worker and sandbox, against the ceiling of the list allowance',
  run,
};

async function run({ runs, rows, say }: FigureOptions): Promise<FigureResult> {
  const contacts = rows ?? ROWS;
  const count = runs ?? 1;
  say(`hubspot-export: ${count} run(s) of ${contacts} rows, at least ${Math.ceil((contacts / LIST_CEILING) * count)} s`);
  return withContacts({ name: 'hubspot-export', contacts, search: false, say }, async ({ exportOnce }) => {
    const done: ContactsRun[] = [];
    while (done.length < count) done.push(await exportOnce());
    return {
      measures: [
        measure('rows per second', 'rows/s', done.map(({ seconds }) => contacts / seconds), { against: { limit: LIST_CEILING, called: 'ceiling' }, goal: { on: 'ratio', bound: 'at least', value: GOAL } }),
        ...commonMeasures(done, contacts),
      ],
      notes: ["HubSpot's search is left to people (HUBSPOT_EXPORT_SEARCH=off), so that one allowance is measured.", ...commonNotes(done, contacts, ROWS)],
    };
  });
}
