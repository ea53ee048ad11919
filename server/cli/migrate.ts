import { join } from 'node:path';
import { applyMigrations } from '../../src/core/db/index.ts';
import { ownConfig } from '../config.ts';

const applied = await applyMigrations({ databaseUrl: ownConfig().DATABASE_URL, directory: join(import.meta.dirname, '..', '..', 'prisma', 'migrations') });
process.stdout.write(applied.length === 0 ? 'The database is up to date.\n' : `Applied: ${applied.join(', ')}\n`);
