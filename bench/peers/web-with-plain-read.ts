import express from 'express';
import { ViewTableRequest } from '#contract';
import { createApp } from '../../server/app.ts';
import { compose } from '../../server/compose.ts';
import { ownConfig } from '../../server/config.ts';
import { readSignedRequest } from '../../server/middleware/read-signed-request.ts';
import { stopOnSignal } from '../../server/stop-on-signal.ts';
import { openTable } from '../../src/connections/index.ts';
import { sha256 } from '../../src/core/crypto/sha256.ts';
import { createCsvLines } from '../../src/core/csv/create-csv-lines.ts';
import { jobs } from '../../src/registry.ts';

export type PlainRead = { readonly rows: number; readonly sha256: string };

/**
 * The web process with the immediate lane closed, so that a small export takes the background lane, and with one
 * signed route more: the same read as an export makes, written as the same CSV, without a job around it.
 */
const config = ownConfig();
const composed = await compose(config, 'web');
const context = { ...composed.context, settings: { ...composed.context.settings, immediateRows: 0 } };
const app = { ...composed, context };
await context.queue.start(jobs.map((job) => job.queue));

const server = express();
server.set('query parser', 'simple');
server.post('/ui/bench-plain-read', express.raw({ type: 'application/json' }), async (request, response) => {
  const { caller, body } = readSignedRequest(app, request);
  const signal = AbortSignal.timeout(30_000);
  const table = await openTable(context, { portalId: caller.portalId, userId: caller.userId, verb: 'export', lane: 'background', signal }, ViewTableRequest.parse(body).query);
  const byKey = new Map(table.query.table.columns.map((column) => [column.key, column]));
  const writer = createCsvLines(table.query.columns.flatMap((key) => byKey.get(key) ?? []), { kind: 'file', delimiter: ',' });
  let text = `\uFEFF${writer.header()}`;
  let rows = 0;
  const plan = await table.source.plan(table.context, table.query);
  for (const part of plan.parts) {
    for await (const batch of table.source.read(table.context, table.query, part, null)) {
      for (const row of batch.rows) text += writer.line(row);
      rows += batch.rows.length;
    }
  }
  response.json({ rows, sha256: sha256(Buffer.from(text, 'utf8')) } satisfies PlainRead);
});
server.use(createApp(app));
const listening = server.listen(config.PORT);

stopOnSignal(async () => {
  await new Promise((resolve) => listening.close(resolve).closeIdleConnections());
  await context.queue.stop(1_000);
  await app.close();
});
