import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Below the ranges from which systems give ports to outgoing connections (Linux from 32768): a port of those may be somebody's
 * connection by the time its program listens. Stacks take theirs from 20,000 on.
 */
const SEARCHED = { from: 8_000, count: 12_000 };

/** A port nobody listens on now; for processes that must be told theirs. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = SEARCHED.from + Math.floor(Math.random() * SEARCHED.count);
    const server = createServer().listen(port, '127.0.0.1');
    try {
      await once(server, 'listening');
    } catch {
      continue;
    }
    await new Promise((resolve) => server.close(resolve));
    return port;
  }
}
