import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '..', '..', '..');

/** Runs the Prisma CLI over our schema engine. `folder` holds its own prisma.config.ts; by default the repository's. Never throws for an exit code. */
export function runPrisma(args: string[], options: { databaseUrl: string; folder?: string }): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const env = {
      ...process.env,
      DATABASE_URL: options.databaseUrl,
      PRISMA_SCHEMA_ENGINE_BINARY: join(root, 'scripts', 'schema-engine.mjs'),
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      // The engine is started by its first line, which asks the path for Node.
      PATH: `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`,
    };
    const cli = join(root, 'node_modules', 'prisma', 'build', 'index.js');
    execFile(process.execPath, [cli, ...args], { cwd: options.folder ?? root, env }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? 1 : 0, output: `${stdout}\n${stderr}` });
    });
  });
}

/** A project with a schema and migrations of its own. */
export function scratchProject(schema: string, migrations: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'siderail-prisma-'));
  const write = (path: string, text: string): void => {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  write('prisma.config.ts', `export default { schema: 'schema.prisma', migrations: { path: 'migrations' }, datasource: { url: process.env.DATABASE_URL } };\n`);
  write('schema.prisma', `generator client {\n  provider = "prisma-client"\n  output = "./generated"\n}\ndatasource db {\n  provider = "postgresql"\n}\n${schema}\n`);
  write('migrations/migration_lock.toml', 'provider = "postgresql"\n');
  for (const [name, sql] of Object.entries(migrations)) write(`migrations/${name}/migration.sql`, sql);
  return folder;
}
