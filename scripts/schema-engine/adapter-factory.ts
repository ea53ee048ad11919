import { randomUUID } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import {
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
  type SqlQuery,
  type SqlQueryable,
  type SqlResultSet,
} from '@prisma/driver-adapter-utils';
import { Client } from 'pg';
import { connectionOf, type Connection } from './connection-of.ts';

type PgAdapter = Awaited<ReturnType<PrismaPg['connect']>>;
type PgResult = { fields: { name: string; dataTypeID: number }[] };

/** Column type "char" of the system catalogues, and one that adapter-pg 7.10.0 knows. */
const systemCharOid = 18;
const bpcharOid = 1042;

/** The adapter that the schema engine works through: adapter-pg 7.10.0 with four of its defects worked around (see each). */
export function adapterFactory(databaseUrl: string): SqlMigrationAwareDriverAdapterFactory {
  const connection = connectionOf(databaseUrl);
  const { provider, adapterName } = new PrismaPg({});
  return {
    provider,
    adapterName,
    connect: () => connect(connection),
    connectToShadowDb: () => connectToShadow(connection),
  };
}

async function connect(connection: Connection): Promise<PgAdapter> {
  const { schema, ...pool } = connection;
  const adapter = await new PrismaPg({ ...pool, options: `-c search_path="${schema}"` }, { schema }).connect();
  runScriptsWhole(adapter);
  knowSystemChar(adapter);
  const startTransaction = adapter.startTransaction.bind(adapter);
  adapter.startTransaction = async (isolationLevel) => {
    const transaction = await startTransaction(isolationLevel);
    knowSystemChar(transaction);
    return transaction;
  };
  return adapter;
}

/** adapter-pg drops the shadow database while its own pool is still connected to it, which fails after five seconds. */
async function connectToShadow(connection: Connection): Promise<SqlDriverAdapter> {
  const database = `prisma_migrate_shadow_db_${randomUUID()}`;
  await runOn(connection, `create database "${database}"`);
  const adapter = await connect({ ...connection, database });
  const closePool = adapter.dispose.bind(adapter);
  adapter.dispose = async () => {
    await closePool();
    await runOn(connection, `drop database if exists "${database}" with (force)`);
  };
  return adapter;
}

/** adapter-pg splits a script at every semicolon, also inside strings, comments and function bodies, and runs it in pieces. */
function runScriptsWhole(adapter: PgAdapter): void {
  const fail = (adapter as unknown as { onError: (error: unknown) => never }).onError.bind(adapter);
  adapter.executeScript = async (script) => {
    try {
      await adapter.underlyingDriver().query(script);
    } catch (error) {
      fail(error);
    }
  };
}

/** adapter-pg does not know the type "char": show it another one, then name the right kind in the result. */
function knowSystemChar(queryable: SqlQueryable): void {
  const inner = queryable as unknown as { performIO: (query: SqlQuery) => Promise<PgResult> };
  const queryRaw = queryable.queryRaw;
  queryable.queryRaw = async (query): Promise<SqlResultSet> => {
    let isChar: boolean[] = [];
    const performIO = async (sent: SqlQuery): Promise<PgResult> => {
      const result = await inner.performIO.call(queryable, sent);
      isChar = result.fields.map((field) => field.dataTypeID === systemCharOid);
      const fields = result.fields.map((field, at) => (isChar[at] ? { ...field, dataTypeID: bpcharOid } : field));
      return { ...result, fields };
    };
    const view = Object.create(queryable, { performIO: { value: performIO } }) as SqlQueryable;
    const result = await queryRaw.call(view, query);
    const columnTypes = result.columnTypes.map((type, at) => (isChar[at] ? ColumnTypeEnum.Character : type));
    return { ...result, columnTypes };
  };
}

async function runOn(connection: Connection, sql: string): Promise<void> {
  const client = new Client(connection);
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
