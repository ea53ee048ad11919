import type { BufferPool } from '../../../core/bytes/buffer-pool.ts';
import type { LineDialect } from '../../../core/csv/line-dialect.ts';
import { AppError } from '../../../core/errors/index.ts';
import type { SourceContext, SourceLines, SourceQuery } from '../../define-source.ts';
import { endClient } from '../connections.ts';
import type { Connections } from '../connections.ts';
import { parsePart } from '../key-range.ts';
import { laneMs } from '../limits.ts';
import type { Limits } from '../limits.ts';
import type { PostgresConfig } from '../postgres-config.ts';
import type { ResolveHost } from '../../../core/net/index.ts';
import { formatCursor, parseCursor } from '../../database/row-position.ts';
import { sendCancel } from '../send-cancel.ts';
import { copyStatement } from './copy-statement.ts';
import type { Readings } from './readings.ts';
import { runCopy } from './run-copy.ts';
import type { RunningCopy } from './run-copy.ts';

export type LineReader = { readonly connections: Connections; readonly readings: Readings; readonly limits: Limits; readonly resolveHost: ResolveHost; readonly pool: BufferPool };

export type Wanted = { readonly query: SourceQuery; readonly part: string; readonly cursor: string | null; readonly dialect: LineDialect };

/** Reads the rest of a part by one COPY, in stretches of about `limits.stretchBytes`. Errors are AppErrors (source.*). */
export async function* readLines({ connections, readings, limits, resolveHost, pool }: LineReader, context: SourceContext<PostgresConfig>, wanted: Wanted): AsyncGenerator<SourceLines, void, undefined> {
  const range = parsePart(wanted.part);
  const after = wanted.cursor === null ? null : parseCursor(wanted.cursor).key;
  const { query, begin } = await readings.of(context, wanted.query, range.from === null && range.to === null);
  const client = await connections.connect(context);
  const use = { context, resolveHost };
  let copy: RunningCopy | null = null;
  try {
    const snapshot = await begin(client, use);
    copy = runCopy(client, use, { query, text: copyStatement(query, range, after), dialect: wanted.dialect, limits, pool, silenceMs: laneMs(limits, context) });
    yield* stretches(copy, snapshot, limits.stretchBytes);
  } finally {
    if (copy !== null && !copy.ended()) {
      sendCancel(client, context.config, resolveHost);
      client.connection.stream.destroy();
    }
    endClient(client);
  }
}

async function* stretches(copy: RunningCopy, snapshot: string, stretchBytes: number): AsyncGenerator<SourceLines, void, undefined> {
  let calls = 1;
  for (let first = await copy.next(); first !== null; first = await copy.next()) {
    const counted = { rows: 0, neutralised: 0, key: '' };
    let ended = false;
    const begin = first;

    async function* body(): AsyncGenerator<Uint8Array, void, undefined> {
      let bytes = 0;
      for (let piece: typeof first = begin; piece !== null; piece = await copy.next()) {
        counted.rows += piece.rows;
        counted.neutralised += piece.neutralised;
        counted.key = piece.key;
        bytes += piece.bytes.length;
        yield piece.bytes;
        if (bytes >= stretchBytes) break;
      }
      ended = true;
    }

    const asked = calls;
    yield {
      body: body(),
      summary() {
        const { key, ...counts } = counted;
        // PostgreSQL sends nothing that is not UTF-8.
        return { ...counts, replaced: 0, upstream: counts.rows, cursor: formatCursor({ key, value: null }), skipped: [], calls: asked, snapshot };
      },
    };
    if (!ended) throw new AppError('internal', { detail: 'a stretch of lines was left before its end' });
    calls = 0;
  }
}
