import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import pg from 'pg';

type CopyConnection = { query(text: string): void; stream: { pause(): void; resume(): void } };

/** COPY to stdout over the driver's connection, written to a file as it comes, rows never looked at. */
export async function copyByDriver(url: string, sql: string, file: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const output = createWriteStream(file);
  const done = Promise.withResolvers<void>();
  const copy = {
    submit(connection: CopyConnection) {
      connection.query(`copy (${sql}) to stdout with (format csv, header)`);
    },
    handleCopyData({ chunk }: { chunk: Buffer }, connection: CopyConnection) {
      // A copy, because the driver uses its buffer again.
      if (output.write(Buffer.from(chunk)) || output.listenerCount('drain') > 0) return;
      connection.stream.pause();
      output.once('drain', () => connection.stream.resume());
    },
    handleError: (error: Error) => done.reject(error),
    handleReadyForQuery: () => done.resolve(),
    handleCommandComplete: () => undefined,
  };
  try {
    client.query(copy as unknown as pg.Submittable);
    await done.promise;
    output.end();
    await once(output, 'close');
  } finally {
    await client.end();
  }
}
