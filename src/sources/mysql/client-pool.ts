import type { Client } from './client.ts';
import { destroyClient } from './guard-answer.ts';

/** A few connections that are lent, one question at a time, in the order they were asked for. */
export type ClientPool = {
  /** Throws what `open` throws, or the reason of the abort while waiting. */
  take(signal: AbortSignal, open: () => Promise<Client>): Promise<Client>;
  giveBack(client: Client): void;
  /** It is no longer usable. */
  drop(client: Client): void;
  isEmpty(): boolean;
};

type Turn = { readonly signal: AbortSignal; readonly go: () => void };

export function createClientPool(options: { readonly most: number; readonly idleMs: number; readonly onEmpty: () => void }): ClientPool {
  const idle = new Map<Client, { readonly forget: () => void }>();
  const turns: Turn[] = [];
  let lent = 0;

  function free(): void {
    lent -= 1;
    while (turns.length > 0) {
      const turn = turns.shift();
      if (turn === undefined || turn.signal.aborted) continue;
      lent += 1;
      turn.go();
      return;
    }
    if (lent === 0 && idle.size === 0) options.onEmpty();
  }

  async function itsTurn(signal: AbortSignal): Promise<void> {
    if (lent < options.most) {
      lent += 1;
      return;
    }
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const onAbort = (): void => reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
    signal.addEventListener('abort', onAbort, { once: true });
    turns.push({ signal, go: resolve });
    await promise.finally(() => signal.removeEventListener('abort', onAbort));
  }

  /** Waits unseen by the process's end, and is replaced when the server closes it meanwhile. */
  function keep(client: Client): void {
    function leave(): void {
      forget();
      destroyClient(client);
      if (lent === 0 && idle.size === 0) options.onEmpty();
    }
    const timer = setTimeout(leave, options.idleMs).unref();
    function forget(): void {
      clearTimeout(timer);
      client.connection.removeListener('error', leave);
      client.connection.removeListener('end', leave);
      idle.delete(client);
    }
    client.connection.on('error', leave);
    client.connection.on('end', leave);
    idle.set(client, { forget });
  }

  return {
    async take(signal, open) {
      await itsTurn(signal);
      const [found] = idle;
      if (found !== undefined) {
        found[1].forget();
        return found[0];
      }
      try {
        return await open();
      } catch (error) {
        free();
        throw error;
      }
    },
    giveBack(client) {
      keep(client);
      free();
    },
    drop(client) {
      destroyClient(client);
      free();
    },
    isEmpty: () => lent === 0 && idle.size === 0,
  };
}
