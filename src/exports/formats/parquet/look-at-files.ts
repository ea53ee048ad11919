import type { DuckDBConnection } from '@duckdb/node-api';
import type { ColumnType } from '#contract';
import { joinFindings, NO_FINDINGS } from './findings.ts';
import type { Findings } from './findings.ts';
import { findingsSql, shapeSql } from './findings-sql.ts';
import { readLinesSql } from './read-lines-sql.ts';
import type { SpooledFile } from './spool-lines.ts';

/** Looks at files while further ones are being written: at all that came meanwhile when it is done with those before. */
export function createLook(duckdb: DuckDBConnection, types: readonly ColumnType[]): { add(file: SpooledFile): void; findings(): Promise<readonly Findings[]> } {
  let found: readonly Findings[] = types.map(() => NO_FINDINGS);
  let waiting: SpooledFile[] = [];
  let looking: Promise<void> | null = null;

  async function look(): Promise<void> {
    while (waiting.length > 0) {
      const files = waiting;
      waiting = [];
      const next = await lookAt(duckdb, files, types);
      found = found.map((before, at) => joinFindings(before, next[at]!));
    }
    looking = null;
  }

  return {
    add(file) {
      waiting.push(file);
      looking ??= look();
      // `findings` tells; until then it must not count as unheard.
      looking.catch(() => undefined);
    },
    async findings() {
      await looking;
      return found;
    },
  };
}

async function lookAt(duckdb: DuckDBConnection, files: readonly SpooledFile[], types: readonly ColumnType[]): Promise<Findings[]> {
  const columns = types.map((_, at) => `c${at}`);
  const typed = types.flatMap((type, at) => (type === 'text' ? [] : [{ at, column: `c${at}`, shape: `s${at}`, type }]));
  const found = types.map(() => NO_FINDINGS);
  if (typed.length === 0) return found;
  const shapes = typed.map(({ column, shape, type }) => `${column}, ${shapeSql(column, type)} as ${shape}`);
  const structs = typed.map(({ column, shape, type }) => `to_json(${findingsSql(column, shape, type)})`);
  const result = await duckdb.run(`select ${structs.join(', ')} from (select ${shapes.join(', ')} from ${readLinesSql(files, columns)})`);
  const [row] = (await result.getRowsJS()) as [string[]];
  for (const [index, { at }] of typed.entries()) found[at] = JSON.parse(row[index]!) as Findings;
  return found;
}
