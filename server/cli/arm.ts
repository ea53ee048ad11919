import { parseArgs } from 'node:util';
import pg from 'pg';
import { ownConfig } from '../config.ts';
import { environmentFingerprint } from '../fence/environment-fingerprint.ts';

const USAGE = `Lets this environment send mails, call HubSpot and work jobs in this database's name. Every other environment on it is
disarmed within seconds. The origin is asked for so that nobody arms a copy by habit.

  npm run arm -- --origin https://siderail.your-domain
`;

const config = ownConfig();
const { values } = parseArgs({ options: { origin: { type: 'string' } } });
const pool = new pg.Pool({ connectionString: config.DATABASE_URL, max: 1 });
try {
  const { rows: [mark] } = await pool.query<{ origin: string; armed: string }>(`select origin, to_char(armed_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI "UTC"') as armed from environment_mark`);
  const { rows: [line] } = await pool.query<{ jobs: number }>('select count(*)::integer as jobs from job_line');
  process.stdout.write(`Armed so far: ${mark === undefined ? 'nobody' : `${mark.origin}, since ${mark.armed}`}. Unfinished jobs that would go on: ${line!.jobs}.\n`);
  if (values.origin === config.PUBLIC_ORIGIN) {
    const fingerprint = await environmentFingerprint(pool, { databaseUrl: config.DATABASE_URL, origin: config.PUBLIC_ORIGIN });
    await pool.query(
      `insert into environment_mark (fingerprint, origin) values ($1, $2)
       on conflict ("only") do update set fingerprint = excluded.fingerprint, origin = excluded.origin, armed_at = clock_timestamp()`,
      [fingerprint, config.PUBLIC_ORIGIN]);
    process.stdout.write(`Armed now: ${config.PUBLIC_ORIGIN}.\n`);
  } else {
    process.stdout.write(`\n${USAGE}`);
    process.exitCode = 2;
  }
} finally {
  await pool.end();
}
