import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { clusterPaths } from './cluster-paths.ts';
import { findPostgresTools } from './find-postgres-tools.ts';
import { runTool } from './run-tool.ts';
import { withLock } from './with-lock.ts';

/** Shuts a cluster down whoever still uses it. Returns false when it was not running. */
export async function stopDatabase(options: { baseDir: string; name: string }): Promise<boolean> {
  const tools = findPostgresTools();
  const paths = clusterPaths(options.baseDir, options.name, tools.user);
  if (!existsSync(join(paths.dataDir, 'PG_VERSION'))) return false;
  return withLock(paths.lockFile, async () => {
    const { code } = await runTool(tools, 'pg_ctl', ['stop', '-w', '-m', 'fast', '-D', paths.dataDir]);
    return code === 0;
  });
}
