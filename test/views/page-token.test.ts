import { expect, it } from 'vitest';
import type { TableQuery } from '#contract';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { openPage, sealPage } from '../../src/views/page-token.ts';

const KEY = new Uint8Array(32).fill(7);
const KEYS = { current: KEY, all: [KEY] };
const PORTAL = PortalId.parse('1');
const NOW = Date.UTC(2026, 0, 1);
const QUERY: TableQuery = { record: { objectTypeId: '0-2', objectId: '5' }, tableId: 'hubspot:deals@record', columns: [], filters: [] };

it('gives back the cursor for the same query', async () => {
  const token = await sealPage(KEYS, PORTAL, QUERY, { cursor: 'cursor-1', shape: null }, NOW);

  expect(await openPage(KEYS, PORTAL, QUERY, token, NOW)).toEqual({ cursor: 'cursor-1', shape: null });
});

it('refuses a token of another portal, table, filter or day, and one that was changed (T13, T53)', async () => {
  const token = await sealPage(KEYS, PORTAL, QUERY, { cursor: 'cursor-1', shape: null }, NOW);
  const attempts = [
    openPage(KEYS, PortalId.parse('2'), QUERY, token, NOW),
    openPage(KEYS, PORTAL, { ...QUERY, tableId: 'hubspot:contacts@portal' }, token, NOW),
    openPage(KEYS, PORTAL, { ...QUERY, filters: [{ column: 'a', operator: 'eq', value: '1' }] }, token, NOW),
    openPage(KEYS, PORTAL, QUERY, token, NOW + 2 * 86_400_000),
    openPage(KEYS, PORTAL, QUERY, `${token.slice(0, -2)}xx`, NOW),
    openPage(KEYS, PORTAL, QUERY, `eyJhbGciOiJub25lIn0.${token.split('.')[1]}.`, NOW),
    openPage(KEYS, PORTAL, QUERY, 'garbage', NOW),
  ];
  for (const outcome of await Promise.allSettled(attempts)) expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'page.invalid' } });
});
