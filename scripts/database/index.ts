export { ensureDatabase } from './ensure-database.ts';
export { startDatabase, type StartedDatabase } from './start-database.ts';
export { startTestCluster } from './start-test-cluster.ts';
export { stopDatabase } from './stop-database.ts';
