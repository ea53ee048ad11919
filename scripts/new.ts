import { parseArgs } from 'node:util';
import { join } from 'node:path';
import { makeNew } from './new/make-new.ts';
import { KINDS } from './new/kinds.ts';
import { PlainError } from './plain-error.ts';

const USAGE = `Makes a working copy of the newest of its kind under a new name: the file, its line in the index and in the registry.

  npm run new -- action send-reminder
  npm run new -- job drop-drafts
  npm run new -- workflow check-link

    action     a quick action of the card        job   work behind the scenes
    workflow   an action of HubSpot's workflows, with its description for HubSpot
Then change what it does, and run npm run check.
`;

const { values, positionals } = parseArgs({ allowPositionals: true, options: { help: { type: 'boolean' } } });
const [kind, name] = positionals;
const known = KINDS.find((one) => one.kind === kind);
if (values.help === true || known === undefined || name === undefined) {
  (values.help === true ? process.stdout : process.stderr).write(USAGE);
  process.exit(values.help === true ? 0 : 2);
}
try {
  for (const file of makeNew(join(import.meta.dirname, '..'), known, name)) process.stdout.write(`${file}\n`);
} catch (error) {
  if (!(error instanceof PlainError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
