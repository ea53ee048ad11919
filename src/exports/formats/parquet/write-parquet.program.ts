import { rm } from 'node:fs/promises';
import type { FromWriter, ToWriter } from './messages.ts';
import { readLineFiles, UnreadableLines } from './read-line-files.ts';
import { writeParquet } from './write-parquet.ts';

/**
 * The process that writes one Parquet file, as pieces in a folder; staged lines stand in files or come by stdin. DuckDB
 * keeps the memory it once had, so it lives in a process of its own that ends with the file, and ends when its parent does.
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
  write(order).catch((error: unknown) => tell(error instanceof UnreadableLines ? { kind: 'unreadable' } : { kind: 'failed', reason: reasonOf(error) }));
});

async function write({ columns, folder: into, files }: ToWriter): Promise<void> {
  tell({ kind: 'written', ...(await writeParquet(files === null ? process.stdin : readLineFiles(files), columns, into)) });
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function tell(message: FromWriter): void {
  process.send?.(message);
}
