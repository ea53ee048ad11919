import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import { adapterFactory } from './adapter-factory.ts';

/** The engine's methods by their name on the wire. */
export type EngineMethods = Record<string, ((params: unknown) => unknown) | undefined>;

/** Builds the engine at the first request and keeps it: `createMigration` needs what `devDiagnostic` opened before it. */
export function lazyEngine(options: { url: string | undefined; datamodels: [string, string][] }): () => Promise<EngineMethods> {
  let engine: Promise<EngineMethods> | undefined;
  return () => (engine ??= build(options));
}

async function build({ url, datamodels }: { url: string | undefined; datamodels: [string, string][] }): Promise<EngineMethods> {
  // Has to be there before the package is loaded, or a panic has no text.
  Object.assign(globalThis, {
    PRISMA_WASM_PANIC_REGISTRY: { set_message: (message: string) => process.stderr.write(`\n${message}\n`) },
  });
  const { SchemaEngine } = await import('@prisma/schema-engine-wasm');
  // Commands that need no database (diff from empty to a schema) come without a URL; nothing connects then.
  const factory = bindMigrationAwareSqlAdapterFactory(adapterFactory(url ?? 'postgres://localhost/unset'));
  const engine = await SchemaEngine.new({ datamodels: datamodels.length > 0 ? datamodels : undefined }, () => undefined, factory);
  return engine as unknown as EngineMethods;
}
