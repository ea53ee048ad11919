import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { fine, wrong, type Finding } from './finding.ts';

/** What is told on a connection of one's own is heard in milliseconds. */
const HEARD_MS = 2_000;
const SESSION = 'Let the pooler keep one database connection for each of ours (PgBouncer: pool_mode = session), or point DATABASE_URL at the database itself';

/**
 * Whether a connection stays ours for as long as we hold it. A pooler that gives it to others between two transactions
 * loses what we listen to and prepare: workers hear of no job, and requests fail by chance. Two looks, since either may
 * pass by luck: do we hear what we listen to, and does somebody else ever sit on our connection?
 */
export async function checkPooler(url: string): Promise<Finding> {
  const what = 'Connections are our own';
  const settings = { connectionString: url, connectionTimeoutMillis: 5_000, query_timeout: 5_000 };
  const [ours, other] = [new pg.Client(settings), new pg.Client(settings)];
  for (const client of [ours, other]) client.on('error', () => undefined);
  try {
    await Promise.all([ours.connect(), other.connect()]);
    const channel = pg.escapeIdentifier(`doctor_${randomUUID()}`);
    const heard = new Promise<boolean>((resolve) => {
      ours.once('notification', () => resolve(true));
      setTimeout(() => resolve(false), HEARD_MS).unref();
    });
    await ours.query(`listen ${channel}`);
    const own = await serving(ours);
    await other.query('begin');
    const taken = (await serving(other)) === own;
    const moved = (await serving(ours)) !== own;
    await other.query('commit');
    await other.query(`notify ${channel}`);
    if (taken || moved) return wrong(what, 'A pooler gives our connections to others after each transaction', SESSION);
    return (await heard) ? fine(what) : wrong(what, 'What is told to a listening connection does not arrive (LISTEN)', SESSION);
  } catch (thrown) {
    return wrong(what, thrown instanceof Error ? thrown.message : 'It does not answer', SESSION);
  } finally {
    await Promise.all([ours, other].map((client) => client.end().catch(() => undefined)));
  }
}

async function serving(client: pg.Client): Promise<number | undefined> {
  return (await client.query<{ pid: number }>('select pg_backend_pid() as pid')).rows[0]?.pid;
}
