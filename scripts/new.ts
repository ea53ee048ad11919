import { parseArgs } from 'node:util';
import { join } from 'node:path';
import { makeCard } from './new/make-card.ts';
import { makeNew } from './new/make-new.ts';
import { makeSource } from './new/make-source.ts';
import { KINDS } from './new/kinds.ts';
import { PlainError } from './plain-error.ts';

const USAGE = `Makes a working copy of the newest of its kind under a new name: the file, its line in the index and in the registry.

  npm run new -- action send-reminder
  npm run new -- job drop-drafts
  npm run new -- workflow check-link
  npm run new -- source helpdesk-tickets
  npm run new -- card order-status

    action     a quick action of the card        job   work behind the scenes
    workflow   an action of HubSpot's workflows, with its description for HubSpot
    source     a kind of place that tables come from: a small one that works, with its test
    card       a card on HubSpot's records: entry, description for HubSpot, a line in the test of the bundles
Then change what it does, and run npm run check.
`;

const { values, positionals } = parseArgs({ allowPositionals: true, options: { help: { type: 'boolean' } } });
const [kind, name] = positionals;
const make = makerOf(kind);
if (values.help === true || make === null || name === undefined) {
  (values.help === true ? process.stdout : process.stderr).write(USAGE);
  process.exit(values.help === true ? 0 : 2);
}
try {
  for (const file of make(join(import.meta.dirname, '..'), name)) process.stdout.write(`${file}\n`);
} catch (error) {
  if (!(error instanceof PlainError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

function makerOf(wanted: string | undefined): ((root: string, name: string) => readonly string[]) | null {
  if (wanted === 'source') return makeSource;
  if (wanted === 'card') return makeCard;
  const known = KINDS.find((one) => one.kind === wanted);
  return known === undefined ? null : (root, name) => makeNew(root, known, name);
}
