import { startDatabase } from '../../../scripts/database/index.ts';

/** Starts the cluster named on the command line, prints what it got as one JSON line, and lets the server run on. */
const { adminUrl, fresh } = await startDatabase({ baseDir: process.argv[2] ?? '', name: 'pg18' });
console.log(JSON.stringify({ adminUrl, fresh, pid: process.pid }));
setInterval(() => undefined, 60_000);
