import type { Client, Submittable } from 'pg';
import { AppError } from '../../../core/errors/index.ts';
import { divertData } from './divert-data.ts';

/** What the driver calls on a query of one's own, beyond what its types name. */
type DriverQuery = Submittable & {
  handleCommandComplete(message: { readonly text: string }): void;
  handleReadyForQuery(): void;
  handleError(error: Error): void;
};

/**
 * Runs `COPY … TO STDOUT` on a client with nothing else to do. `onData` gets the data as it lies in the socket's
 * buffers, cut anywhere, to be used within the call. Resolves with the number of rows the server says it has sent.
 * By the extended protocol, which refuses a second statement in the text.
 */
export function copyOut(client: Client, text: string, onData: (bytes: Buffer, start: number, end: number) => void): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  let giveBack = (): void => undefined;
  let rows: number | null = null;

  const query: DriverQuery = {
    submit(connection) {
      giveBack = divertData(connection.stream, onData, reject);
      connection.parse({ name: '', text, types: [] }, true);
      connection.bind({}, true);
      connection.execute({ portal: '', rows: '' }, true);
      connection.sync();
    },
    handleCommandComplete(message) {
      const tag = /^COPY (\d+)$/.exec(message.text);
      if (tag !== null) rows = Number(tag[1]);
    },
    handleReadyForQuery() {
      giveBack();
      if (rows === null) reject(new AppError('source.refused', { detail: 'postgres: COPY ended without its tag' }));
      else resolve(rows);
    },
    handleError(error) {
      giveBack();
      reject(error);
    },
  };
  client.query(query);
  return promise;
}
