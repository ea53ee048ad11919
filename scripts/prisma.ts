import { spawnSync } from 'node:child_process';
import { dataDirectory } from './data-directory.ts';
import { ensureDatabase, startDatabase } from './database/index.ts';

/** `npm run prisma -- migrate dev --name x`: the Prisma CLI on a development database of the embedded server, or on DATABASE_URL. */
const cluster = process.env['DATABASE_URL'] ? undefined : await startDatabase({ baseDir: dataDirectory(), name: 'pg18' });
const url = cluster ? await ensureDatabase({ adminUrl: cluster.adminUrl, database: 'siderail_dev' }) : process.env['DATABASE_URL'];
const { status } = spawnSync('npx', ['prisma', ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...process.env, DATABASE_URL: url },
  shell: process.platform === 'win32',
});
await cluster?.stop();
process.exitCode = status ?? 1;
