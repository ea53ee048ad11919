import { commonMeasures, commonNotes, LIST_CEILING, SEARCH_CEILING, SEARCHES_PER_1S, withContacts, type ContactsRun } from './support/export-contacts.ts';
import type { Figure, FigureOptions, FigureResult } from './support/figure.ts';
import { measure } from './support/measure.ts';

const ROWS = 250_000;
const CEILING = LIST_CEILING + SEARCH_CEILING;
const GOAL = 0.9;

/** The same export through list and search at once, as it is by default. */
export const hubspotBoth: Figure = {
  name: 'hubspot-both',
  title: 'all contacts of the portal through list and search at once, against the ceilings of both allowances together',
  run,
};

async function run({ runs, rows, say }: FigureOptions): Promise<FigureResult> {
  const contacts = rows ?? ROWS;
  const count = runs ?? 1;
  say(`hubspot-both: ${count} run(s) of ${contacts} rows, at least ${Math.ceil((contacts / CEILING) * count)} s`);
  return withContacts({ name: 'hubspot-both', contacts, search: true, say }, async ({ exportOnce }) => {
    const done: ContactsRun[] = [];
    while (done.length < count) done.push(await exportOnce());
    return {
      measures: [
        measure('rows per second', 'rows/s', done.map(({ seconds }) => contacts / seconds), { against: { limit: CEILING, called: 'both ceilings' }, goal: { on: 'ratio', bound: 'at least', value: GOAL } }),
        measure('most searches in any rolling second', 'calls', done.map(({ stats }) => stats.maxSearchesInAny1s), { against: { limit: SEARCHES_PER_1S, called: 'limit' }, goal: { on: 'own', bound: 'at most', value: SEARCHES_PER_1S } }),
        ...commonMeasures(done, contacts),
      ],
      notes: commonNotes(done, contacts, ROWS),
    };
  });
}
