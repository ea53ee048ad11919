import { createInterface } from 'node:readline';
import { parseJson } from '../database/parse-json.ts';
import { lazyEngine, type EngineMethods } from './lazy-engine.ts';

type Request = { id: number; method?: string; params?: unknown };

/** Any id does: the CLI answers a `print` on stdin, and lines without a method are ignored. */
const printId = 9_000_000;
const failedCode = 4466;

/** Serves the CLI's JSON-RPC lines on stdin and stdout until stdin closes; strictly one request after the other. */
export async function serveRpc(options: { url: string | undefined; datamodels: [string, string][] }): Promise<void> {
  const engine = lazyEngine(options);
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() === '') continue;
    const request = parseJson<Request>(line);
    if (request.method === undefined) continue;
    await answer(engine, request.id, request.method, request.params);
  }
  process.exit(0);
}

async function answer(engine: () => Promise<EngineMethods>, id: number, method: string, params: unknown): Promise<void> {
  try {
    const methods = await engine();
    const name = method === 'getDatabaseVersion' ? 'version' : method;
    if (typeof methods[name] !== 'function') throw new Error(`the schema engine's wasm build has no ${method}`);
    const result = await methods[name](params);
    if (method === 'diff') print(result);
    // The CLI takes a missing result for an invalid answer.
    send({ id, result: result ?? null });
  } catch (error) {
    send({ id, error: { code: failedCode, message: 'An error happened. Check the data field for details.', data: describe(error) } });
  }
}

/** The engine cannot write to the terminal itself: the text of a diff is handed to the CLI before the answer. */
function print(result: unknown): void {
  const { stdout } = (result ?? {}) as { stdout?: string | null };
  if (stdout) send({ id: printId, method: 'print', params: { content: stdout } });
}

function describe(error: unknown): Record<string, unknown> {
  const { message, code, meta } = error as { message?: string; code?: string; meta?: unknown };
  return { is_panic: false, message: message ?? String(error), error_code: code ?? null, meta: meta ?? null };
}

function send(message: Record<string, unknown>): void {
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
}
