import { createReadStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { FromWriter, ToWriter } from './messages.ts';
import { writeParquet } from './write-parquet.ts';

/**
 * The process that writes one Parquet file: staged lines come by stdin, the file goes out by stdout. DuckDB keeps the
 * memory it once had, so it lives in a process of its own that ends with the file, and ends when its parent does.
 */
let folder: string | null = null;

process.once('disconnect', () => {
  // Nobody waits for the file any more, and nobody else removes what lies in the folder.
  const remove = folder === null ? Promise.resolve() : rm(folder, { recursive: true, force: true });
  void remove.finally(() => process.exit(1));
});
process.once('message', (message) => {
  const order = message as ToWriter;
  folder = order.folder;
  write(order).catch((error: unknown) => tell({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) }));
});

async function write({ columns, folder: into }: ToWriter): Promise<void> {
  const { path, ...written } = await writeParquet(process.stdin, columns, into);
  tell({ kind: 'written', ...written, bytes: (await stat(path)).size });
  await pipeline(createReadStream(path, { highWaterMark: 256 * 1024 }), process.stdout);
}

function tell(message: FromWriter): void {
  process.send?.(message);
}
