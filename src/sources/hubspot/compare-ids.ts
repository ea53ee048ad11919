/** Record ids by size; they are digits without leading zeros and may exceed what a JavaScript number holds. */
export function compareIds(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : a > b ? 1 : 0;
}
