import pg from 'pg';

export type Listener = { close(): Promise<void> };

const AGAIN_MS = 1_000;

/**
 * Calls `onNotice` for every NOTIFY on the channel, over a connection of its own that is made anew when it breaks.
 * What is told while it is away is lost: whoever listens also looks by itself from time to time.
 */
export function listen(url: string, channel: string, onNotice: () => void, onError: (error: unknown) => void): Listener {
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  async function connect(): Promise<void> {
    const made = new pg.Client({ connectionString: url, keepAlive: true });
    client = made;
    made.on('notification', onNotice);
    made.on('error', again);
    made.on('end', () => again());
    try {
      await made.connect();
      await made.query(`listen ${pg.escapeIdentifier(channel)}`);
      onNotice();
    } catch (error) {
      again(error);
    }

    function again(error?: unknown): void {
      if (client !== made || closed) return;
      client = undefined;
      if (error !== undefined) onError(error);
      made.end().catch(() => undefined);
      timer = setTimeout(() => void connect(), AGAIN_MS);
    }
  }

  void connect();
  return {
    async close() {
      closed = true;
      clearTimeout(timer);
      await client?.end().catch(() => undefined);
    },
  };
}
