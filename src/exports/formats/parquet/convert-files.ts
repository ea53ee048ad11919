import type { DuckDBConnection } from '@duckdb/node-api';
import { copySql } from './copy-sql.ts';
import type { CopyColumn } from './copy-sql.ts';
import type { SpooledFile } from './spool-lines.ts';

export type Conversion = {
  readonly columns: readonly CopyColumn[];
  /** The next file of lines, to be written as a Parquet file of its own beside it. */
  add(file: SpooledFile): void;
  /** No file comes any more: their paths in order once all are written. The first failure ends it. */
  finish(): Promise<readonly string[]>;
  /** Begins no further file and waits for those begun. */
  abandon(): Promise<void>;
};

/** Writes files of lines as Parquet files while further ones come, one on each connection at a time. */
export function convertFiles(connections: readonly DuckDBConnection[], columns: readonly CopyColumn[]): Conversion {
  const idle = [...connections];
  const waiting: { readonly file: SpooledFile; readonly done: PromiseWithResolvers<string> }[] = [];
  const begun: Promise<string>[] = [];
  const all: Promise<string>[] = [];

  function begin(): void {
    while (idle.length > 0 && waiting.length > 0) {
      const connection = idle.pop()!;
      const { file, done } = waiting.shift()!;
      begun.push(done.promise);
      convert(connection, file, columns).then(done.resolve, done.reject).finally(() => {
        idle.push(connection);
        begin();
      });
    }
  }

  return {
    columns,
    add(file) {
      const done = Promise.withResolvers<string>();
      // `finish` tells; until then it must not count as unheard.
      done.promise.catch(() => undefined);
      all.push(done.promise);
      waiting.push({ file, done });
      begin();
    },
    finish: () => Promise.all(all),
    async abandon() {
      waiting.length = 0;
      await Promise.allSettled(begun);
    },
  };
}

async function convert(connection: DuckDBConnection, file: SpooledFile, columns: readonly CopyColumn[]): Promise<string> {
  const target = file.path.replace(/csv$/, 'parquet');
  const result = await connection.run(copySql(file, columns, target));
  const [[copied]] = (await result.getRowsJS()) as [[bigint]];
  if (Number(copied) !== file.rows) throw new Error(`DuckDB wrote ${copied} rows of ${file.rows}`);
  return target;
}
