import { startDatabase } from './start-database.ts';
import type { StartedDatabase } from './start-database.ts';

/** The cluster of the tests, apart from the one `npm start` uses. */
export function startTestCluster(baseDir: string): Promise<StartedDatabase> {
  return startDatabase({
    baseDir,
    name: 'test-pg18',
    // What is lost on a power cut only does not outlive the run. There are thousands of logins, of hundreds of processes.
    settings: { fsync: 'off', full_page_writes: 'off', scram_iterations: '1', max_connections: '500' },
  });
}
