import type { Tx } from '../../core/db/index.ts';

/** Rows that are still staged of each of these jobs; jobs of which there are none are left out. */
export async function listKept(tx: Tx, jobIds: readonly string[]): Promise<Map<string, number>> {
  const groups = await tx.chunk.groupBy({ by: ['jobId'], where: { jobId: { in: [...jobIds] }, rows: { gt: 0 } }, _sum: { rows: true } });
  return new Map(groups.map(({ jobId, _sum }) => [jobId, _sum.rows ?? 0]));
}
