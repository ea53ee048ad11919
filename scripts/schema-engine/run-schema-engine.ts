import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { answerCli } from './answer-cli.ts';
import { parseJson } from '../database/parse-json.ts';
import { serveRpc } from './serve-rpc.ts';

const panicExitCode = 101;

/** Behaves as the engine binary does for the three ways in which the Prisma CLI 7.10 starts it. */
export async function runSchemaEngine(args: string[]): Promise<void> {
  process.on('uncaughtException', (error) => {
    process.stderr.write(`\n${error.stack ?? error.message}\n`);
    process.exit(panicExitCode);
  });
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      version: { type: 'boolean' },
      datamodels: { type: 'string', multiple: true },
      datasource: { type: 'string' },
      'enabled-preview-features': { type: 'string' },
      'extension-types': { type: 'string' },
    },
  });
  if (values.version) {
    console.log('schema-engine-cli wasm');
    return;
  }
  const url = parseJson<{ url?: string }>(values.datasource ?? '{}').url;
  if (positionals[0] === 'cli') {
    process.exitCode = await answerCli(positionals[1] ?? '', url);
    return;
  }
  const datamodels = (values.datamodels ?? []).map((path): [string, string] => [path, readFileSync(path, 'utf8')]);
  await serveRpc({ url, datamodels });
}
