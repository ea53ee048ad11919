import { parseArgs } from 'node:util';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { portalUsage, SUCCESS_LINE } from '../../src/usage/index.ts';
import { compose } from '../compose.ts';
import { ownConfig } from '../config.ts';

const USAGE = `What a portal sent to HubSpot, by area and job, against HubSpot's line of successful requests.

  npm run usage -- --portal 123 [--days 30]
`;

const { values } = parseArgs({ options: { portal: { type: 'string' }, days: { type: 'string', default: '30' } } });
const portal = PortalId.safeParse(values.portal);
if (!portal.success || !/^[1-9]\d{0,2}$/.test(values.days)) {
  process.stderr.write(USAGE);
  process.exit(2);
}

const app = await compose(ownConfig(), 'tool');
try {
  const { rows, tries, failed, successRate, belowLine } = await portalUsage(app.context, portal.data, Number(values.days));
  for (const row of rows) process.stdout.write(`${row.area.padEnd(10)} ${row.jobId.startsWith('00000000') ? ''.padEnd(36) : row.jobId} ${row.requests} calls, ${row.tries} requests, ${row.failed} failed, ${row.rateLimited} of them 429\n`);
  process.stdout.write(`${tries} requests, ${failed} failed: ${(successRate * 100).toFixed(2)} % succeeded, HubSpot wants more than ${SUCCESS_LINE * 100} %${belowLine ? ' (below)' : ''}\n`);
} finally {
  await app.close();
}
