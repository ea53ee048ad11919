/** Neighbours that a misordered search mixes; no divisor of a usual page size, so the mixing crosses pages. */
const WINDOW = 7;

/** The slice of the true order that must be read to answer `limit` rows from `offset` when windows are mixed. */
export function disorderedSlice(offset: number, limit: number) {
  const start = offset - (offset % WINDOW);
  return { start, count: Math.ceil((offset + limit - start) / WINDOW) * WINDOW };
}

/** Mixes each window in an order that depends on the ids alone: paging by offset still yields every row once. */
export function disordered<Row extends { id: string }>(rows: Row[], start: number, offset: number, limit: number): Row[] {
  const mixed: Row[] = [];
  for (let at = 0; at < rows.length; at += WINDOW) {
    mixed.push(...rows.slice(at, at + WINDOW).sort((a, b) => scatter(a.id) - scatter(b.id)));
  }
  return mixed.slice(offset - start, offset - start + limit);
}

function scatter(id: string): number {
  return Math.imul(Number(id) | 0, 0x9e3779b1) >>> 0;
}
