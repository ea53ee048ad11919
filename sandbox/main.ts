/** The sandbox process: a stand-in for HubSpot, a business database and a mail server, for development only. */
import { readEnvironment } from './read-environment.ts';
import { startSandbox } from './start-sandbox.ts';

const started = performance.now();

try {
  const sandbox = await startSandbox(readEnvironment(process.env), (line) => console.log(line));
  const { portal, api, smtp } = sandbox.ports;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`sandbox ready after ${seconds} s: portal http://localhost:${portal}, HubSpot API http://127.0.0.1:${api}, SMTP 127.0.0.1:${smtp}`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void sandbox.close().finally(() => process.exit(0)));
  }
} catch (error) {
  console.error(`The sandbox could not start: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
