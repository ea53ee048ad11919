import { Client, escapeIdentifier } from 'pg';
import { connectionOf } from './connection-of.ts';

/** Answers `cli can-connect-to-database` and `cli create-database`. Returns the exit code; the reason goes to stderr. */
export async function answerCli(command: string, url: string | undefined): Promise<0 | 1> {
  try {
    if (url === undefined) throw new Error('DATABASE_URL is not set');
    const connection = connectionOf(url);
    if (command === 'can-connect-to-database') await run(connection, 'select 1');
    else if (command === 'create-database') {
      await run({ ...connection, database: 'postgres' }, `create database ${escapeIdentifier(connection.database)}`);
    } else throw new Error(`unknown command ${command}`);
    return 0;
  } catch (error) {
    const fields = { message: error instanceof Error ? error.message : String(error), error_code: errorCode(error) };
    // The CLI throws the first line of stderr away, so that one is empty.
    process.stderr.write(`\n${JSON.stringify({ level: 'ERROR', target: 'schema_engine::logger', fields })}\n`);
    return 1;
  }
}

async function run(connection: ReturnType<typeof connectionOf>, sql: string): Promise<void> {
  const client = new Client(connection);
  try {
    await client.connect();
    await client.query(sql);
  } finally {
    await client.end().catch(() => undefined);
  }
}

function errorCode(error: unknown): string {
  const { code } = error as { code?: string };
  if (code === '3D000') return 'P1003';
  if (code === '28P01' || code === '28000') return 'P1000';
  return 'P1001';
}
