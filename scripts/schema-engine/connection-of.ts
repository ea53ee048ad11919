export type Connection = {
  host: string;
  port: number;
  user: string;
  password: string;
  database: string;
  ssl: boolean | { rejectUnauthorized: boolean };
  /** The schema that Prisma's `?schema=` names. */
  schema: string;
};

/**
 * Takes a PostgreSQL URL apart. Always parts, never a `connectionString`: with a string, pg ignores a `database`
 * given beside it, and the shadow database would silently be the real one. Throws for parameters it does not know.
 */
export function connectionOf(databaseUrl: string): Connection {
  const url = new URL(databaseUrl);
  let ssl: Connection['ssl'] = false;
  for (const [name, value] of url.searchParams) {
    if (name === 'sslmode') ssl = readSslMode(value);
    else if (name !== 'schema') throw new Error(`The database URL has a parameter that is not supported here: ${name}`);
  }
  return {
    host: url.hostname,
    port: Number(url.port || 5432),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: decodeURIComponent(url.pathname.slice(1)),
    ssl,
    schema: url.searchParams.get('schema') ?? 'public',
  };
}

function readSslMode(mode: string): Connection['ssl'] {
  if (mode === 'disable') return false;
  // libpq's meaning of "require": encrypted, certificate not checked.
  if (mode === 'require') return { rejectUnauthorized: false };
  if (mode === 'verify-full') return true;
  throw new Error(`sslmode=${mode} is not supported here: use disable, require or verify-full`);
}
