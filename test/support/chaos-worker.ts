import { writeSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { compose } from '../../server/compose.ts';
import { ownConfig } from '../../server/config.ts';
import { runWorker } from '../../server/run-worker.ts';
import { createResolveHost } from '../../src/core/net/index.ts';
import { hubspotSource } from '../../src/sources/hubspot/index.ts';
import { postgresSource } from '../../src/sources/postgres/index.ts';

/**
 * Production's worker with small chunks, so that a small table has many checkpoints. It says `step` on its standard
 * output at every crash point it passes. `STOP_AT=<point>` or `<point>:<count>` stops it there (SIGSTOP) once.
 */
const [stopAt, count] = (process.env['STOP_AT'] ?? '').split(':');
const chunkBytes = Number(process.env['CHUNK_BYTES'] ?? 4_000);
let left = Number(count ?? 1);

const config = ownConfig();
const app = await compose(config, 'worker');
const { crashPoint } = app.context;

function passed(name: string): void {
  writeSync(1, 'step\n');
  crashPoint(name);
  if (name !== stopAt) return;
  left -= 1;
  if (left !== 0) return;
  writeSync(1, 'stopped\n');
  process.kill(process.pid, 'SIGSTOP');
  writeSync(1, 'woken\n');
}

await runWorker({
  ...app,
  context: {
    ...app.context,
    crashPoint: passed,
    sources: [hubspotSource(app.context.hubspot), postgresSource({ resolveHost: createResolveHost({ allow: config.OUTBOUND_ALLOW }), limits: { stretchBytes: chunkBytes, pieceBytes: Math.min(chunkBytes / 4, 256_000) } })],
  },
});
// A killed process writes no cache, so it is written now.
flushCompileCache();
