import { dataDirectory } from './data-directory.ts';
import { PlainError } from './plain-error.ts';
import { startStack, type Stack } from './stack/index.ts';
import { whenParentEnds } from './when-parent-ends.ts';

/** `npm start`: everything on this machine, until Ctrl-C. */
const began = performance.now();
let starting: Promise<Stack> | undefined;
const interrupt = new AbortController();

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void leave());
whenParentEnds(() => void leave());

try {
  console.log('siderail: starting');
  starting = startStack({ dataDir: dataDirectory(), sizes: sizesFromEnvironment(), ...latencyFromEnvironment(), signal: interrupt.signal });
  const stack = await starting;
  console.log(`\nSiderail is ready after ${((performance.now() - began) / 1000).toFixed(1)} s. Open  ${stack.portalUrl}\n(Ctrl-C stops everything; logs are in ${stack.dataDir}/logs)`);
} catch (error) {
  if (!interrupt.signal.aborted) fail(error);
}

function fail(error: unknown): void {
  console.error(error instanceof PlainError ? `\nsiderail: ${error.message}` : error);
  process.exitCode = 1;
}

/** A start that is still under way is told to stop; it takes down what it has put up. */
async function leave(): Promise<void> {
  if (interrupt.signal.aborted) return;
  console.log('\nsiderail: stopping ...');
  interrupt.abort();
  const stack = await starting?.catch(() => undefined);
  await stack?.stop().catch(fail);
  console.log('siderail: stopped');
  process.exit();
}

function sizesFromEnvironment(): { seed?: number; contacts?: number; companies?: number; deals?: number; orders?: number } {
  return {
    ...number('seed', 'SANDBOX_SEED'),
    ...number('contacts', 'SANDBOX_CONTACTS'),
    ...number('companies', 'SANDBOX_COMPANIES'),
    ...number('deals', 'SANDBOX_DEALS'),
    ...number('orders', 'BUSINESS_ORDERS'),
  };
}

function latencyFromEnvironment(): { latencyMs?: number } {
  return number('latencyMs', 'SANDBOX_LATENCY_MS');
}

function number<Name extends string>(name: Name, variable: string): { [key in Name]?: number } {
  const text = process.env[variable];
  if (text === undefined || text === '') return {};
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) throw new PlainError(`${variable}=${text} is not a whole number.`);
  return { [name]: value } as { [key in Name]?: number };
}
