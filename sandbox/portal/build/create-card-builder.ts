import { execFile } from 'node:child_process';
import { access, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, parse } from 'node:path';
import { promisify } from 'node:util';
import { hashSources } from './hash-sources.ts';
import type { ProfileVariables } from './interpolate-variables.ts';

const run = promisify(execFile);
const BUILD_TIMEOUT_MS = 120_000;
const KEPT_MS = 24 * 60 * 60 * 1000;

export type BuiltCard = { state: 'built'; hash: string; file: string } | { state: 'failed'; message: string };

export interface CardBuilder {
  /** The bundle of an entry point, built again only when a source changed. Never rejects. */
  build(entrypoint: string, variables: ProfileVariables): Promise<BuiltCard>;
}

/**
 * Builds cards with the builder HubSpot's cloud uses, into `cacheDirectory/<name>-<hash>/<name>.js`.
 * A hash covers the card folder and the shared packages, so an unchanged card costs only the reading.
 */
export function createCardBuilder(options: { projectDirectory: string; cacheDirectory: string; nodeEnv?: string }): CardBuilder {
  const running = new Map<string, Promise<BuiltCard>>();
  const nodeEnv = options.nodeEnv ?? 'production';

  async function build(entrypoint: string, variables: ProfileVariables): Promise<BuiltCard> {
    const entry = join(options.projectDirectory, entrypoint);
    const name = parse(entry).name;
    const hash = await hashSources([join(options.projectDirectory, 'app')], JSON.stringify([nodeEnv, variables]));
    const output = join(options.cacheDirectory, `${name}-${hash}`);
    const built: BuiltCard = { state: 'built', hash, file: join(output, `${name}.js`) };
    if (await exists(built.file)) return built;
    const ready = await runBuilder(dirname(entry), parse(entry).base, output, variables);
    if (ready) return { state: 'failed', message: ready };
    await removeOld(output);
    return built;
  }

  /** Answers the builder's error text, or undefined when the bundle is in place. */
  async function runBuilder(root: string, entryPoint: string, output: string, variables: ProfileVariables): Promise<string | undefined> {
    const temporary = `${output}.${process.pid}.new`;
    await mkdir(options.cacheDirectory, { recursive: true });
    try {
      await run(
        process.execPath,
        ['--no-warnings', join(import.meta.dirname, 'build-card.cli.ts'), JSON.stringify({ root, entryPoint, outputDir: temporary, variables })],
        { cwd: root, timeout: BUILD_TIMEOUT_MS, maxBuffer: 16 * 1024 * 1024, env: { ...process.env, NODE_ENV: nodeEnv } },
      );
      // Another sandbox may have put the same build there in the meantime.
      if (!(await exists(output))) await rename(temporary, output);
      return undefined;
    } catch (error) {
      const { stderr, message } = error as { stderr?: string; message: string };
      return (stderr || message).trim().slice(0, 4_000);
    } finally {
      await rm(temporary, { recursive: true, force: true });
    }
  }

  /** Another sandbox on this machine may still show an older build, so only those of past days go. */
  async function removeOld(kept: string): Promise<void> {
    for (const item of await readdir(options.cacheDirectory)) {
      const path = join(options.cacheDirectory, item);
      if (path === kept || Date.now() - (await stat(path)).mtimeMs < KEPT_MS) continue;
      await rm(path, { recursive: true, force: true });
    }
  }

  return {
    build(entrypoint, variables) {
      // Two pages opened at once share one build.
      const current = running.get(entrypoint);
      if (current) return current;
      const started = build(entrypoint, variables)
        .catch((error: unknown): BuiltCard => ({ state: 'failed', message: error instanceof Error ? error.message : String(error) }))
        .finally(() => running.delete(entrypoint));
      running.set(entrypoint, started);
      return started;
    },
  };
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
