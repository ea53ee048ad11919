import { z } from 'zod';
import { AppError } from '../../core/errors/index.ts';
import type { CallContext, HubSpotGateway } from '../gateway.ts';
import type { Association } from './association.ts';

/** HubSpot's limit of inputs per association batch read. */
export const ASSOCIATION_BATCH_LIMIT = 1_000;

const Id = z.union([z.string(), z.number().int()]).transform(String);
const Row = z.object({
  from: z.object({ id: Id }),
  to: z.array(z.object({ toObjectId: Id, associationTypes: z.array(z.object({ label: z.string().nullish() })).nullish() })),
  paging: z.object({ next: z.object({ after: z.string().min(1) }).nullish() }).nullish(),
});
const Answer = z.object({
  results: z.array(Row),
  errors: z.array(z.object({ category: z.string().nullish(), subCategory: z.unknown() })).nullish(),
});

type Input = { readonly id: string; readonly after?: string };

/**
 * The associated records of up to 1,000 records, every page of each. The same record under several association types
 * is one association with several labels. Records without any have an empty list. Throws `internal` when HubSpot's
 * cursor goes round in a circle, `hubspot.unavailable` when it could not read some of the records, or not to their end.
 */
export async function batchReadAssociations(
  gateway: HubSpotGateway,
  at: CallContext,
  of: { readonly fromType: string; readonly toType: string; readonly ids: readonly string[] },
): Promise<ReadonlyMap<string, readonly Association[]>> {
  if (of.ids.length > ASSOCIATION_BATCH_LIMIT) throw new AppError('internal', { detail: `association batch read of ${of.ids.length} ids` });
  const found = new Map(of.ids.map((id) => [id, new Map<string, Set<string>>()]));
  const seen = new Set<string>();

  let inputs: readonly Input[] = [...found.keys()].map((id) => ({ id }));
  while (inputs.length > 0) {
    const rows = await readRows(gateway, at, of, inputs);
    const next: Input[] = [];
    for (const row of rows) {
      collect(found.get(row.from.id), row);
      const after = row.paging?.next?.after;
      if (after === undefined) continue;
      const place = `${row.from.id} ${after}`;
      if (seen.has(place)) throw new AppError('internal', { detail: `HubSpot's association cursor of record ${row.from.id} goes round in a circle` });
      seen.add(place);
      next.push({ id: row.from.id, after });
    }
    inputs = next;
  }

  return new Map([...found].map(([id, to]) => [id, [...to].map(([toId, labels]) => ({ toId, labels: [...labels] }))]));
}

async function readRows(
  gateway: HubSpotGateway,
  at: CallContext,
  of: { readonly fromType: string; readonly toType: string },
  inputs: readonly Input[],
): Promise<readonly z.infer<typeof Row>[]> {
  const answer = await gateway.call(at.portalId, {
    ...at,
    budget: 'associations',
    method: 'POST',
    path: gateway.paths.associationsBatchRead(of.fromType, of.toType),
    body: { inputs },
    repeatable: true,
    schema: Answer,
  });
  // "This record has no associations" is told as an error; anything else would silently lose rows.
  const failed = (answer.errors ?? []).find((error) => error.category !== 'OBJECT_NOT_FOUND' && !String(error.subCategory).includes('NO_ASSOCIATIONS_FOUND'));
  if (failed !== undefined) throw new AppError('hubspot.unavailable', { detail: `HubSpot could not read some associations: ${failed.category ?? 'no category'}` });
  const asked = new Set(inputs.map((input) => input.id));
  const rows = answer.results.filter((row) => asked.has(row.from.id));
  const told = new Set(rows.map((row) => row.from.id));
  const cut = inputs.find(({ id, after }) => after !== undefined && !told.has(id));
  // HubSpot said that there is more: a page that does not come is no end.
  if (cut !== undefined) throw new AppError('hubspot.unavailable', { detail: `HubSpot left out a further page of the associations of record ${cut.id}` });
  return rows;
}

function collect(into: Map<string, Set<string>> | undefined, row: z.infer<typeof Row>): void {
  if (into === undefined) return;
  for (const { toObjectId, associationTypes } of row.to) {
    const labels = into.get(toObjectId) ?? new Set<string>();
    into.set(toObjectId, labels);
    for (const { label } of associationTypes ?? []) if (label) labels.add(label);
  }
}
