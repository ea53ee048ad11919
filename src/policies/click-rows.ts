import type { AccountSettings } from '#contract';

/** Rows that are made in the click at most: an admin may lower what the server allows, never raise it. */
export function clickRows({ immediateRows }: AccountSettings, serverRows: number): number {
  return immediateRows === undefined ? serverRows : Math.min(immediateRows, serverRows);
}
