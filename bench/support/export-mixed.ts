import type { ExportFormat } from '#contract';
import { countCsvRows, countSheetRows } from './count-rows.ts';
import type { MixedTable } from './mixed-table.ts';
import { processUsage } from './process-usage.ts';
import { downloadFile, runExport } from './run-export.ts';
import type { BenchStack } from './with-bench-stack.ts';

export type MixedExport = { readonly seconds: number; readonly cpuSeconds: number; readonly peakMb: number; readonly sha256: string };

/** Every row is counted; the values are compared by the figure that has the same table cell by cell (`postgres-export`, `xlsx`). */
const COUNT = { csv: countCsvRows, xlsx: countSheetRows } as const;

/** One export of a mixed table by the worker, from the click to Ready: its time, what the worker took for it and the worker's peak so far. */
export async function exportMixed({ stack, cards }: BenchStack, { query, rows }: MixedTable, format: Extract<ExportFormat, 'csv' | 'xlsx'>): Promise<MixedExport> {
  const before = usageOf(stack.pid('worker'));
  const made = await runExport(cards, query, { pollMs: 25, format });
  const after = usageOf(stack.pid('worker'));
  if (made.job.lane !== 'background') throw new Error('the export was not made by the worker');
  const counted = await COUNT[format](await downloadFile(made));
  if (counted.sha256 !== made.job.certificate.sha256) throw new Error('the file is not the one in the certificate');
  if (counted.rows !== rows || made.job.rows !== rows || !made.job.certificate.complete) throw new Error(`the file has ${counted.rows} rows, ${rows} were to be exported`);
  return { seconds: made.readySeconds, cpuSeconds: after.cpuSeconds - before.cpuSeconds, peakMb: after.peakMb, sha256: counted.sha256 };
}

function usageOf(pid: number | undefined): { cpuSeconds: number; peakMb: number } {
  const usage = processUsage(pid);
  if (usage === null) throw new Error('memory and processor time can be read on Linux only');
  return usage;
}
