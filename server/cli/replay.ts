import { parseArgs } from 'node:util';
import { z } from 'zod';
import { toAppError } from '../../src/core/errors/index.ts';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { catchUp, replayWebhooks } from '../../src/webhooks/index.ts';
import { compose } from '../compose.ts';
import { ownConfig } from '../config.ts';

const USAGE = `Processes again what HubSpot told us in a stretch of time, by the time it came. Safe to repeat.

  npm run replay -- webhooks --portal 123 --from 2026-11-27T08:00:00Z --to 2026-11-27T12:00:00Z
    --to      default: now

  npm run replay -- missed --portal 123
    After an outage of more than a day: finds contacts deleted for privacy meanwhile, among those HubSpot told us of before.
`;

const HOUR_MS = 3_600_000;
const Wanted = z.object({ what: z.tuple([z.literal('webhooks')]), portal: PortalId, from: z.coerce.date(), to: z.coerce.date() });
const Missed = z.object({ what: z.tuple([z.literal('missed')]), portal: PortalId });

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { portal: { type: 'string' }, from: { type: 'string' }, to: { type: 'string', default: new Date().toISOString() } },
});
const wanted = Wanted.safeParse({ what: positionals, ...values });
const missed = Missed.safeParse({ what: positionals, portal: values.portal });
if (!missed.success && (!wanted.success || wanted.data.from >= wanted.data.to)) {
  process.stderr.write(USAGE);
  process.exit(2);
}

const app = await compose(ownConfig(), 'tool');
try {
  if (missed.success) {
    const { asked, lost } = await catchUp(app.context, missed.data.portal, AbortSignal.timeout(HOUR_MS));
    process.stdout.write(`${asked} contacts asked about; ${lost} were deleted for privacy and will be erased.\n`);
  }
  const events = wanted.success ? await replayWebhooks(app.context, wanted.data.portal, wanted.data) : null;
  if (events !== null) process.stdout.write(events === 0 ? 'No event of that time is kept.\n' : `${events} events will be processed again.\n`);
} catch (thrown) {
  const error = toAppError(thrown);
  process.stderr.write(`${error.userMessage} ${error.fix}\n`);
  process.exitCode = 1;
} finally {
  await app.close();
}
