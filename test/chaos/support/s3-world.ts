import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import S3rver from 's3rver';
import { startChaosWorld } from './chaos-world.ts';
import type { ChaosWorld } from './chaos-world.ts';
import { startFaultyLine } from './faulty-line.ts';
import type { FaultyLine } from './faulty-line.ts';

export type S3World = ChaosWorld & { readonly line: FaultyLine };

/**
 * A world whose files are objects of an S3 server, with rows so long that a chunk and a file take several parts. The
 * line to that server is sound unless told otherwise.
 */
export async function startS3World(): Promise<S3World> {
  const directory = await mkdtemp(join(tmpdir(), 's3rver-'));
  const server = new S3rver({ port: 0, address: '127.0.0.1', silent: true, directory, configureBuckets: [{ name: 'siderail' }] });
  const { port } = await server.run();
  const line = await startFaultyLine(port);
  const credentials = { AWS_ACCESS_KEY_ID: 'S3RVER', AWS_SECRET_ACCESS_KEY: 'S3RVER' };
  // The app in this process looks for them where its operator would put them.
  Object.assign(process.env, credentials);
  const world = await startChaosWorld({
    rows: 60, noteBytes: 300_000,
    environment: {
      FILE_STORE: `s3://siderail/files?region=us-east-1&endpoint=${encodeURIComponent(line.origin)}&pathStyle=1`,
      ...credentials,
      CHUNK_BYTES: '9000000',
    },
  });
  return {
    ...world, line,
    async close() {
      // The stand-in may still hold connections of killed workers, and write for them: nothing that is tested waits for it.
      await Promise.race([world.close(), setTimeout(40_000)]);
      await Promise.race([Promise.allSettled([line.close(), server.close()]), setTimeout(10_000)]);
      await rm(directory, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }).catch(() => undefined);
      for (const name of Object.keys(credentials)) delete process.env[name];
    },
  };
}
