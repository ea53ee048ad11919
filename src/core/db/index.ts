export { findContractions, type Contraction } from './find-contractions.ts';
export { applyMigrations } from './apply-migrations.ts';
export { checkIsolation } from './check-isolation.ts';
export { openDatabase } from './database.ts';
export type { Database, Tx } from './database.ts';
export { pendingMigrations } from './pending-migrations.ts';
export type { Listener } from './listen.ts';
