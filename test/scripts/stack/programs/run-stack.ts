import { PlainError } from '../../../../scripts/plain-error.ts';
import { startStack } from '../../../../scripts/stack/index.ts';

/** Starts a stack of stand-ins in the directory named on the command line and prints what runs, as one JSON line. */
const [dataDir = '', portsJson] = process.argv.slice(2);
const here = 'test/scripts/stack/programs';
try {
  const stack = await startStack({
    dataDir,
    ports: portsJson ? (JSON.parse(portsJson) as { portal: number; web: number; smtp: number; hubspotApi: number }) : 'free',
    quiet: true,
    programs: { sandbox: `${here}/serve-health.ts`, web: `${here}/serve-health.ts`, worker: `${here}/say-ready.ts` },
  });
  const pids = [stack.pid('sandbox'), stack.pid('web'), stack.pid('worker')];
  console.log(JSON.stringify({ pids, ports: stack.ports, webUrl: stack.webUrl, adminUrl: stack.databases.adminUrl }));
  process.on('SIGTERM', () => void stack.stop().then(() => process.exit(0)));
} catch (error) {
  console.log(JSON.stringify({ plain: error instanceof PlainError, message: (error as Error).message }));
  process.exit(1);
}
