import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..', '..');

/** Node's arguments for one of our programs as docs/operations.md has it started without containers, without npm between us and the process. */
export function documentedCommand(script: string): string[] {
  const told = /## Without containers[\s\S]*?```sh\n([\s\S]*?)```/.exec(readFileSync(join(ROOT, 'docs', 'operations.md'), 'utf8'))![1]!;
  expect(told).toContain(`npm run ${script}\n`);
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
  const [node, ...rest] = scripts[script]!.split(' ');
  expect(node).toBe('node');
  return rest;
}
