import { createRequire } from 'node:module';

/** Loads a library from the bench's own folder. */
export const load = createRequire(import.meta.url);

/** Runs the writer and prints what it took as one line of JSON. */
export async function report(library: string, write: () => Promise<void>): Promise<void> {
  const began = performance.now();
  await write();
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage();
  const { version } = load(`./node_modules/${library}/package.json`) as { version: string };
  console.log(JSON.stringify({ version, seconds, cpuSeconds: (user + system) / 1e6, peakMb: process.resourceUsage().maxRSS / 1024 }));
}
