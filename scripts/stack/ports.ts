import { createServer } from 'node:net';
import { PlainError } from '../plain-error.ts';

export type Ports = { portal: number; web: number; smtp: number; hubspotApi: number };

const variables = { portal: 'SANDBOX_PORT', web: 'PORT', smtp: 'SMTP_PORT', hubspotApi: 'HUBSPOT_API_PORT' } as const;
const defaults: Ports = { portal: 4700, web: 4701, smtp: 4702, hubspotApi: 4703 };
const names = Object.keys(defaults) as (keyof Ports)[];

/** The ports that SANDBOX_PORT, PORT, SMTP_PORT and HUBSPOT_API_PORT name, or 4700 to 4703. Throws `PlainError` for nonsense. */
export function readPorts(env: NodeJS.ProcessEnv): Ports {
  const ports = { ...defaults };
  for (const name of names) {
    const text = env[variables[name]];
    if (text === undefined || text === '') continue;
    const port = Number(text);
    if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new PlainError(`${variables[name]}=${text} is not a port number (1 to 65535).`);
    ports[name] = port;
  }
  return ports;
}

/**
 * Below the ranges from which systems give ports to outgoing connections (Linux from 32768, others from 49152): a port
 * of those may be somebody's connection by the time its program listens.
 */
const searched = { from: 20_000, count: 12_000 };

/** Four ports that are free at this moment, for stacks that run beside another one. */
export async function findFreePorts(): Promise<Ports> {
  const found = new Set<number>();
  while (found.size < names.length) {
    const port = searched.from + Math.floor(Math.random() * searched.count);
    if (!(await isTaken(port))) found.add(port);
  }
  const [portal = 0, web = 0, smtp = 0, hubspotApi = 0] = found;
  return { portal, web, smtp, hubspotApi };
}

/** Throws a `PlainError` that names the taken port and the variable that changes it. */
export async function refuseTakenPorts(ports: Ports): Promise<void> {
  const twice = names.find((name, at) => names.some((other, otherAt) => otherAt < at && ports[other] === ports[name]));
  if (twice) throw new PlainError(`Port ${ports[twice]} is given to two parts: set ${variables[twice]} to another one.`);
  for (const name of names) {
    if (await isTaken(ports[name])) {
      throw new PlainError(`Port ${ports[name]} is taken by another program: stop it, or set ${variables[name]} to a free port.`);
    }
  }
}

async function isTaken(port: number): Promise<boolean> {
  // Some systems let a program listen on all addresses while another holds the port on one of them.
  for (const host of [undefined, '127.0.0.1']) {
    try {
      const server = await hold(port, host);
      await new Promise((resolve) => server.close(resolve));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EADDRINUSE' || code === 'EACCES') return true;
      throw error;
    }
  }
  return false;
}

type Listener = ReturnType<typeof createServer>;

function hold(port: number, host?: string): Promise<Listener> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port, ...(host ? { host } : {}) }, () => resolve(server));
  });
}
