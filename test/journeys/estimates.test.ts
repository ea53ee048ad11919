import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EstimateExportResponse, ExportFormat, Filter, TableQuery } from '#contract';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { startBusinessWorld } from '../support/business-world.ts';
import type { BusinessWorld } from '../support/business-world.ts';
import { jobIn } from '../support/numbers-app.ts';
import { SAM } from '../support/start-test-app.ts';
import type { TestApp } from '../support/start-test-app.ts';

let business: BusinessWorld;
let test: TestApp;
beforeAll(async () => {
  business = await startBusinessWorld({ contacts: 900, orders: 3_000, seed: 5 });
  ({ test } = business);
});
afterAll(async () => business?.close());

const query = (tableId: string, columns: string[], filters: Filter[] = []): TableQuery => ({ record: business.acme, tableId, columns, filters });

async function run(wanted: TableQuery, format: ExportFormat): Promise<{ estimate: EstimateExportResponse; rows: number; bytes: number; calls: number }> {
  const estimate = await test.ask('estimate-export', { query: wanted, format });
  const { job } = await test.ask('start-export', { requestId: randomUUID(), format, query: wanted });
  const { rows, bytes } = await jobIn(test, job.id, 'ready');
  const [artifact] = await test.app.context.database.inPortal(PortalId.parse(SAM.portalId), (tx) => tx.artifact.findMany({ where: { jobId: job.id } }));
  return { estimate, rows, bytes, calls: (artifact!.certificate as { calls: number }).calls };
}

/** How far an estimate may be from what then happens (issue: 20 %). */
function expectNear(estimated: number | null, actual: number, within = 0.2): void {
  expect(estimated).not.toBeNull();
  expect(Math.abs(estimated! - actual) / actual, `estimated ${estimated}, was ${actual}`).toBeLessThanOrEqual(within);
}

const ALL = ['id', 'number', 'status', 'ordered_at', 'shipped_on', 'currency', 'net', 'tax', 'gross', 'payment_terms', 'sales_rep', 'note'];
const FEW = ['number', 'note', 'gross', 'sales_rep'];

describe('an estimate', () => {
  it.each(['csv', 'jsonl', 'xlsx'] as const)('for %s is right in rows and within a fifth in bytes once the table was exported, also for other columns and other rows (S0.3)', async (format) => {
    const first = await run(query('erp:orders@portal', ALL), format);
    expect(first.estimate.rows).toBe(first.rows);

    const again = await run(query('erp:orders@portal', ALL), format);
    expectNear(again.estimate.bytes, again.bytes, 0.02);
    const fewColumns = await run(query('erp:orders@portal', FEW), format);
    expectNear(fewColumns.estimate.bytes, fewColumns.bytes);
    const fewRows = await run(query('erp:orders@portal', FEW, [{ column: 'status', operator: 'eq', value: 'open' }]), format);
    expect(fewRows.rows).toBeLessThan(fewColumns.rows / 2);
    expect(fewRows.estimate.rows).toBe(fewRows.rows);
    expectNear(fewRows.estimate.bytes, fewRows.bytes);
  });

  it('of a filtered HubSpot table knows that the whole table is read for it (S0.3)', async () => {
    const columns = ['email', 'firstname', 'lastname'];
    await run(query('hubspot:contacts@portal', columns), 'csv');

    const filtered = await run(query('hubspot:contacts@portal', columns, [{ column: 'firstname', operator: 'contains', value: 'an' }]), 'csv');

    expect(filtered.rows).toBeLessThan(400);
    expectNear(filtered.estimate.apiCalls, filtered.calls, 0.35);
    expectNear(filtered.estimate.bytes, filtered.bytes);
  });

  it('learns per portal only (T13)', async () => {
    const other = { ...SAM, portalId: '4711002' };
    const rows = await test.app.context.database.inPortal(PortalId.parse(other.portalId), (tx) => tx.exportStatistics.findMany());

    expect(rows).toEqual([]);
    expect(await test.app.context.database.inPortal(PortalId.parse(SAM.portalId), (tx) => tx.exportStatistics.count())).toBeGreaterThan(3);
  });
});
