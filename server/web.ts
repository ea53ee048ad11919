import { createApp } from './app.ts';
import { compose } from './compose.ts';
import { ownConfig } from './config.ts';
import { startOperatorServer } from './observability/start-operator-server.ts';
import { createWebServer } from './create-web-server.ts';
import { startWatchdog } from './poison/start-watchdog.ts';
import { stopOnSignal } from './stop-on-signal.ts';
import { jobs } from '../src/registry.ts';

const config = ownConfig();
const app = await compose(config, 'web');
startWatchdog(app.stallSeconds);
await app.context.queue.start(jobs.map((job) => job.queue));

const operator = app.operatorAddress === null ? null : await startOperatorServer(app, app.operatorAddress);
const server = createWebServer(createApp(app)).listen(config.PORT, () => {
  app.context.log.info({ port: config.PORT }, 'web ready');
});
server.on('error', (error: NodeJS.ErrnoException) => {
  const taken = error.code === 'EADDRINUSE' ? `Port ${config.PORT} is taken: set PORT to another one.` : error.message;
  process.stderr.write(`${taken}\n`);
  process.exit(1);
});

stopOnSignal(async () => {
  await new Promise((resolve) => server.close(resolve).closeIdleConnections());
  await app.context.queue.stop(1_000);
  await operator?.close();
  await app.close();
});
