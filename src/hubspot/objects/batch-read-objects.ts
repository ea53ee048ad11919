import { z } from 'zod';
import { AppError } from '../../core/errors/index.ts';
import type { CallContext, HubSpotGateway } from '../gateway.ts';
import type { HubSpotObject } from './hubspot-object.ts';
import { parseObjects } from './parse-object-page.ts';

/** HubSpot's limit of inputs per batch read. */
export const BATCH_READ_LIMIT = 100;
/** Calls that may go into finding out which records of a refused batch are the refused ones. */
const MOST_SPLITS = 40;

export type BatchRead = {
  readonly found: ReadonlyMap<string, HubSpotObject>;
  /** Requested ids that HubSpot did not deliver, in the order they were asked for. */
  readonly missing: readonly string[];
  /** Those of `missing` that exist, with what HubSpot said instead: a category such as `MISSING_SCOPES`. */
  readonly refused: ReadonlyMap<string, string>;
};

type Batch = { readonly objectType: string; readonly ids: readonly string[]; readonly properties: readonly string[]; /** Deleted records instead of those that are there. */ readonly archived?: boolean };
type Answer = { readonly objects: readonly HubSpotObject[]; readonly errors: readonly { readonly category: string; readonly ids: readonly string[] }[] };
type Findings = { readonly found: Map<string, HubSpotObject>; readonly gone: Set<string>; readonly refused: Map<string, string>; refusal: AppError | null };

const GONE = 'OBJECT_NOT_FOUND';
const REFUSED = 'access refused';
const Errors = z.array(z.object({
  category: z.string().max(100).catch('an error'),
  context: z.object({ ids: z.array(z.union([z.string(), z.number()]).transform(String)).catch([]) }).catch({ ids: [] }),
})).catch([]);

/**
 * Up to 100 records by id. A 2xx is not trusted: HubSpot answers 207, or 200 with `errors`, or leaves a record out
 * without a word; every requested id ends in `found` or in `missing`. What is missing without HubSpot saying that it is
 * gone is asked for once more. When HubSpot refuses the whole batch, those it refuses are looked for and the others
 * are delivered. A record that was not asked for (a merge's winner in place of the loser) is dropped, so that no row
 * can come twice. Throws `source.refused` when it refuses all of them.
 */
export async function batchReadObjects(gateway: HubSpotGateway, at: CallContext, of: Batch): Promise<BatchRead> {
  const ids = [...new Set(of.ids)];
  const findings: Findings = { found: new Map(), gone: new Set(), refused: new Map(), refusal: null };
  if (ids.length > BATCH_READ_LIMIT) throw new AppError('internal', { detail: `batch read of ${ids.length} ids` });
  if (ids.length > 0) await readOrSplit(gateway, at, { ...of, ids }, findings, { left: MOST_SPLITS });
  if (findings.refusal !== null && ids.every((id) => findings.refused.get(id) === REFUSED)) throw findings.refusal;

  const doubtful = ids.filter((id) => !findings.found.has(id) && !findings.gone.has(id) && findings.refused.get(id) !== REFUSED);
  if (doubtful.length > 0) await readOrSplit(gateway, at, { ...of, ids: doubtful }, findings, { left: MOST_SPLITS });
  const missing = ids.filter((id) => !findings.found.has(id));
  return { found: findings.found, missing, refused: new Map([...findings.refused].filter(([id]) => !findings.found.has(id))) };
}

async function readOrSplit(gateway: HubSpotGateway, at: CallContext, of: Batch, into: Findings, allowance: { left: number }): Promise<void> {
  try {
    note(await readOnce(gateway, at, of), of.ids, into);
  } catch (thrown) {
    if (!(thrown instanceof AppError) || thrown.code !== 'source.refused') throw thrown;
    allowance.left -= 2;
    if (allowance.left < 0) throw thrown;
    const [only, ...others] = of.ids;
    into.refusal ??= thrown;
    if (only !== undefined && others.length === 0) {
      into.refused.set(only, REFUSED);
      return;
    }
    const middle = Math.ceil(of.ids.length / 2);
    await readOrSplit(gateway, at, { ...of, ids: of.ids.slice(0, middle) }, into, allowance);
    await readOrSplit(gateway, at, { ...of, ids: of.ids.slice(middle) }, into, allowance);
  }
}

function note({ objects, errors }: Answer, asked: readonly string[], { found, gone, refused }: Findings): void {
  const wanted = new Set(asked);
  for (const object of objects) if (wanted.has(object.id)) found.set(object.id, object);
  for (const { category, ids } of errors) {
    for (const id of ids) {
      if (!wanted.has(id) || found.has(id)) continue;
      if (category === GONE) gone.add(id);
      else refused.set(id, category);
    }
  }
}

function readOnce(gateway: HubSpotGateway, at: CallContext, of: Batch): Promise<Answer> {
  return gateway.call(at.portalId, {
    ...at,
    budget: 'objects',
    method: 'POST',
    path: gateway.paths.batchRead(of.objectType),
    ...(of.archived === true ? { query: { archived: 'true' } } : {}),
    body: { inputs: of.ids.map((id) => ({ id })), properties: of.properties, propertiesWithHistory: [] },
    repeatable: true,
    schema: { parse: parseBatch },
  });
}

function parseBatch(json: unknown): Answer {
  const { results, errors } = (json ?? {}) as { results?: unknown; errors?: unknown };
  return { objects: parseObjects(results), errors: errors === undefined ? [] : Errors.parse(errors).map(({ category, context }) => ({ category, ids: context.ids })) };
}
