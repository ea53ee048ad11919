import { parseArgs } from 'node:util';
import { z } from 'zod';
import { toAppError } from '../../src/core/errors/index.ts';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { replayWebhooks } from '../../src/webhooks/index.ts';
import { compose } from '../compose.ts';
import { ownConfig } from '../config.ts';

const USAGE = `Processes again what HubSpot told us in a stretch of time, by the time it came. Safe to repeat.

  npm run replay -- webhooks --portal 123 --from 2026-11-27T08:00:00Z --to 2026-11-27T12:00:00Z
    --to      default: now
`;

const Wanted = z.object({ what: z.tuple([z.literal('webhooks')]), portal: PortalId, from: z.coerce.date(), to: z.coerce.date() });

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { portal: { type: 'string' }, from: { type: 'string' }, to: { type: 'string', default: new Date().toISOString() } },
});
const wanted = Wanted.safeParse({ what: positionals, ...values });
if (!wanted.success || wanted.data.from >= wanted.data.to) {
  process.stderr.write(USAGE);
  process.exit(2);
}

const app = await compose(ownConfig(), 'tool');
try {
  const events = await replayWebhooks(app.context, wanted.data.portal, wanted.data);
  process.stdout.write(events === 0 ? 'No event of that time is kept.\n' : `${events} events will be processed again.\n`);
} catch (thrown) {
  const error = toAppError(thrown);
  process.stderr.write(`${error.userMessage} ${error.fix}\n`);
  process.exitCode = 1;
} finally {
  await app.close();
}
