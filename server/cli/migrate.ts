import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { applyMigrations, findContractions, pendingMigrations } from '../../src/core/db/index.ts';
import { ownConfig } from '../config.ts';

const USAGE = `Brings the database up to date. Running processes go on: migrations only add. One that takes something away waits until
no process of the version before is left, and then wants

  npm run migrate -- --contract
`;
const DIRECTORY = join(import.meta.dirname, '..', '..', 'prisma', 'migrations');

const { DATABASE_URL } = ownConfig();
const { values } = parseArgs({ options: { contract: { type: 'boolean', default: false } } });
const refused = values.contract ? [] : await contractions();
if (refused.length > 0) {
  process.stderr.write(`${refused.map((line) => `✗ ${line}\n`).join('')}\nNothing was applied.\n\n${USAGE}`);
  process.exit(1);
}
const applied = await applyMigrations({ databaseUrl: DATABASE_URL, directory: DIRECTORY });
process.stdout.write(applied.length === 0 ? 'The database is up to date.\n' : `Applied: ${applied.join(', ')}\n`);

/** Of pending migrations; a database in which nothing runs yet has no version before. */
async function contractions(): Promise<readonly string[]> {
  const pool = new pg.Pool({ connectionString: DATABASE_URL, max: 1 });
  try {
    const { rows: [known] } = await pool.query<{ there: boolean }>(`select to_regclass('installs') is not null as there`);
    if (known?.there !== true) return [];
    const pending = await pendingMigrations(pool, DIRECTORY);
    return pending.flatMap((name) => findContractions(readFileSync(join(DIRECTORY, name, 'migration.sql'), 'utf8')).map(({ why, statement }) => `${name} ${why}: ${statement}`));
  } finally {
    await pool.end();
  }
}
