import type { Routes } from '#contract';
import type { CardClient } from './card-client.ts';

export type ViewBody = Routes['view-table']['request'];

/** One first page, from sending to the whole answer. Throws when it has no rows or other rows than `expected`. */
export async function timedView(cards: CardClient, body: ViewBody, expected?: readonly string[]): Promise<{ ms: number; keys: string[] }> {
  const began = performance.now();
  const { rows } = await cards.ask('view-table', body);
  const ms = performance.now() - began;
  const keys = rows.map(({ key }) => key);
  if (keys.length === 0) throw new Error(`${body.query.tableId} has no rows`);
  if (expected !== undefined && keys.join() !== expected.join()) throw new Error(`${body.query.tableId} gave other rows than before`);
  return { ms, keys };
}
