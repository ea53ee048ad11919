import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { API_VERSION, SUPPORTED_UNTIL } from '../../src/hubspot/index.ts';
import { testGateway } from './test-gateway.ts';

const SRC = join(import.meta.dirname, '..', '..', 'src');
/** OAuth has its own client: its tokens are what the gateway needs before it can call. */
const OWN_CLIENT = ['hubspot/api-paths.ts', 'installs/'];

describe('HubSpot\'s paths', () => {
  it('stand in one table, and nowhere else in the code (S2.37)', () => {
    const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts') && !name.includes('generated'));
    const elsewhere = files.filter((name) => !OWN_CLIENT.some((own) => name.startsWith(own)))
      .filter((name) => /['"`]\/(crm|account-info|oauth|settings|app-webhooks|webhooks-journal|webhooks|automation|integrations|events)\//.test(readFileSync(join(SRC, name), 'utf8')));

    expect(elsewhere).toEqual([]);
  });

  it('all carry the version that is supported, and no older kind of version (S2.37)', () => {
    const { paths } = testGateway().gateway;

    for (const make of Object.values(paths)) expect((make as (...args: string[]) => string)('1', '2', '3')).toMatch(new RegExp(`/${API_VERSION}(/|$)`));
    expect(Date.parse(SUPPORTED_UNTIL[API_VERSION])).toBeGreaterThan(Date.parse(SUPPORTED_UNTIL['2026-03']));
  });
});
