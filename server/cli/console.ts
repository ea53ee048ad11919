import { start } from 'node:repl';
import { parseArgs } from 'node:util';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import * as registry from '../../src/registry.ts';
import { jobs } from '../../src/registry.ts';
import { compose } from '../compose.ts';
import { ownConfig } from '../config.ts';

const USAGE = `A prompt with everything the app has, for one portal. Row-level security holds here too: it sees this portal's rows only.

  npm run console -- --portal 123

    ctx        the context features get            registry   actions, jobs, sources, workflow actions
    portalId   the portal                          rows(work) work(tx) in a transaction of the portal
  > await rows((tx) => tx.job.findMany({ take: 5 }))
`;

const { values } = parseArgs({ options: { portal: { type: 'string' }, help: { type: 'boolean' } } });
const portal = PortalId.safeParse(values.portal);
if (values.help === true || !portal.success) {
  (values.help === true ? process.stdout : process.stderr).write(USAGE);
  process.exit(values.help === true ? 0 : 2);
}

const app = await compose(ownConfig(), 'tool');
await app.context.queue.start(jobs.map((job) => job.queue));
const prompt = start({ prompt: `siderail ${portal.data}> ` });
Object.assign(prompt.context, {
  ctx: app.context, registry, portalId: portal.data,
  rows: (work: Parameters<typeof app.context.database.inPortal>[1]) => app.context.database.inPortal(portal.data, work),
});
prompt.on('exit', () => void app.context.queue.stop(1_000).then(() => app.close()).then(() => process.exit()));
