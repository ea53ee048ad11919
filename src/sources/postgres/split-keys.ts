import { AppError } from '../../core/errors/index.ts';
import { compared } from './compared.ts';
import { ALL_KEYS } from './key-range.ts';
import type { KeyRange } from './key-range.ts';
import type { OpenedQuery } from './open-query.ts';
import type { Rows } from './send-question.ts';
import { createBinder } from './statement.ts';
import type { Statement } from './statement.ts';

/** Sizes of the parts, large ones first, so that two readers end at about the same time. */
const WEIGHTS = [4, 4, 3, 3, 2, 2, 1, 1];
/** Blocks looked at to see how keys are spread: a few megabytes, however large the table. */
const SAMPLED_BLOCKS = 400;
const FEWEST_SAMPLED = 200;

type Ask = (statement: Statement) => Promise<Rows>;

/** Ranges of an integer row key with about the wanted shares of the query's rows each. */
export async function splitKeys(ask: Ask, query: OpenedQuery): Promise<KeyRange[]> {
  const edges = (await sampledEdges(ask, query)) ?? (await evenEdges(ask, query));
  const distinct = [...new Set(edges)].map(String);
  return distinct.length === 0 ? [ALL_KEYS] : [null, ...distinct].map((from, at) => ({ from, to: distinct[at] ?? null }));
}

/** Keys of some blocks, of the query's rows when there are enough among them. Null when the table cannot be sampled. */
async function sampledEdges(ask: Ask, query: OpenedQuery): Promise<bigint[] | null> {
  const { relation, rowKey } = query.table;
  const binder = createBinder(query.values);
  const shares = binder.bind(`{${fractions().join(',')}}`, 'float8[]');
  const table = binder.bind(relation, 'regclass');
  const size = `(select coalesce(sum(pg_relation_size(relid)), pg_relation_size(${table})) from pg_partition_tree(${table}))`;
  const percent = `(select 100 * least(1, ${SAMPLED_BLOCKS} * current_setting('block_size')::float8 / greatest(1, ${size})))`;
  const text = `
    select count(*) filter (where kept), count(*),
      (percentile_disc(${shares}) within group (order by k) filter (where kept))::text, (percentile_disc(${shares}) within group (order by k))::text
    from (select ${compared('t', rowKey)} as k, coalesce(${query.where}, false) as kept from ${relation} as t tablesample system (${percent}) repeatable (0)) as sample`;
  try {
    const [row] = await ask({ text, values: binder.values });
    const [kept, all, keptEdges, allEdges] = row ?? [];
    if (Number(kept) >= FEWEST_SAMPLED) return parseEdges(keptEdges);
    return Number(all) >= FEWEST_SAMPLED ? parseEdges(allEdges) : null;
  } catch (error) {
    // Foreign partitions and old or other servers cannot; the real reading would meet any other reason again.
    if (error instanceof AppError && (error.code === 'source.refused' || error.code === 'source.changed')) return null;
    throw error;
  }
}

async function evenEdges(ask: Ask, query: OpenedQuery): Promise<bigint[]> {
  const key = compared('t', query.table.rowKey);
  const [row] = await ask({ text: `select min(${key}), max(${key}) from ${query.table.relation} as t`, values: [] });
  const [least, greatest] = row ?? [];
  if (!least || !greatest) return [];
  const [first, width] = [BigInt(least), BigInt(greatest) - BigInt(least)];
  const whole = BigInt(total(WEIGHTS));
  return sums().map((sum) => first + (width * BigInt(sum)) / whole);
}

function parseEdges(array: string | null | undefined): bigint[] {
  return (array ?? '').slice(1, -1).split(',').filter((edge) => edge !== '').map(BigInt);
}

/** Where the parts but the last end, of the sum of all weights. */
function sums(): number[] {
  let sum = 0;
  return WEIGHTS.slice(0, -1).map((weight) => (sum += weight));
}

function fractions(): number[] {
  return sums().map((sum) => sum / total(WEIGHTS));
}

function total(weights: readonly number[]): number {
  let sum = 0;
  for (const weight of weights) sum += weight;
  return sum;
}
