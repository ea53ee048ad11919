import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportRequest, startNumbersApp } from '../support/numbers-app.ts';
import { numbersSource } from '../support/numbers-source.ts';
import type { TestApp } from '../support/start-test-app.ts';

const run = promisify(execFile);
const cli = join(import.meta.dirname, '..', '..', 'server', 'cli');
let test: TestApp;
beforeAll(async () => { test = await startNumbersApp(numbersSource({ rows: 10, parts: 1, batch: 10 }), { works: false }); });
afterAll(async () => test?.close());

async function npm(tool: 'invoke' | 'console', ...args: string[]): Promise<string> {
  const { stdout } = await run(process.execPath, [join(cli, `${tool}.ts`), ...args], { env: { ...process.env, ...test.environment } });
  return stdout;
}

describe('npm run invoke', () => {
  it('calls a card route as HubSpot does and prints the answer', async () => {
    await test.ask('start-export', exportRequest());

    const printed = await npm('invoke', 'route:list-jobs', '--portal', '4711001', '--user', '501', '--email', 'sam.seller@acme.example', '--body', '{}');

    expect(printed).toMatch(/^200\n/);
    expect(JSON.parse(printed.slice(4))).toMatchObject({ ok: true, data: { jobs: [{ title: 'Numbers' }] } });
  });

  it('runs a workflow action and stores a saved webhook', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'siderail-invoke-'));
    const file = join(folder, 'event.json');
    writeFileSync(file, JSON.stringify([{ eventId: 1, subscriptionId: 1, portalId: 4711001, appId: 990001, occurredAt: Date.now(), subscriptionType: 'object.creation', attemptNumber: 0, objectId: 5, objectTypeId: '0-1' }]));

    const workflow = await npm('invoke', 'workflow:refresh-record', '--portal', '4711001', '--body', '{}', '--record', 'COMPANY/77');
    const webhook = await npm('invoke', 'webhook', '--file', file);

    expect(workflow).toContain('"hs_execution_state": "SUCCESS"');
    expect(webhook).toMatch(/^204/);
    rmSync(folder, { recursive: true });
  });

  it('explains itself', async () => {
    expect(await npm('invoke', '--help')).toContain('npm run invoke -- webhook');
    expect(await npm('console', '--help')).toContain('npm run console -- --portal');
  });
});

describe('npm run console', () => {
  it('sees the rows of its portal and of no other', async () => {
    const child = spawn(process.execPath, [join(cli, 'console.ts'), '--portal', '4711001'], { env: { ...process.env, ...test.environment } });
    let printed = '';
    child.stdout.on('data', (text: Buffer) => { printed += text.toString(); });
    child.stdin.write('(await rows((tx) => tx.install.findMany())).map(({ portalId }) => `portal=${portalId}`).join()\n.exit\n');
    child.stdin.end();
    await new Promise((resolve) => child.on('close', resolve));

    expect(printed).toContain("'portal=4711001'");
  });
});
