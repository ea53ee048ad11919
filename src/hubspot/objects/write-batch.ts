import { AppError } from '../../core/errors/index.ts';
import type { CallContext, HubSpotGateway } from '../gateway.ts';
import { parseBatchAnswer, parseRefusal, type BatchAnswer } from './parse-batch-answer.ts';
import type { BatchKind, Refusal, RowOutcome, RowToWrite } from './write-outcome.ts';

type Placed = { readonly place: number; readonly row: RowToWrite };
type Batch = { readonly objectType: string; readonly kind: BatchKind; readonly rows: readonly Placed[] };
type Answered = { readonly answer: BatchAnswer } | { readonly refusal: Refusal };

const SILENT: Refusal = { code: 'NO_ANSWER', field: null, reason: 'HubSpot said nothing about this row.' };

/**
 * Writes one batch and notes an outcome for every row of it. A 2xx is not trusted: results are matched by trace id and
 * by key, never by position, errors are read whatever the status, and rows HubSpot says nothing about are sent once
 * more. A refused batch is halved until the refused rows stand alone: at most 14 more calls for each of them.
 */
export async function writeBatch(gateway: HubSpotGateway, at: CallContext, batch: Batch, outcomes: Map<number, RowOutcome>): Promise<void> {
  const silent = await writeOrHalve(gateway, at, batch, outcomes);
  if (silent.length === 0) return;
  for (const { place } of await writeOrHalve(gateway, at, { ...batch, rows: silent }, outcomes)) outcomes.set(place, { state: 'refused', refusal: SILENT });
}

/** The rows HubSpot said nothing about. */
async function writeOrHalve(gateway: HubSpotGateway, at: CallContext, batch: Batch, outcomes: Map<number, RowOutcome>): Promise<readonly Placed[]> {
  const answered = await send(gateway, at, batch);
  if ('answer' in answered) return note(batch, answered.answer, outcomes);
  const [only, ...others] = batch.rows;
  if (only === undefined) return [];
  if (others.length === 0) {
    outcomes.set(only.place, { state: 'refused', refusal: answered.refusal });
    return [];
  }
  const middle = Math.ceil(batch.rows.length / 2);
  const silent: Placed[] = [];
  for (const rows of [batch.rows.slice(0, middle), batch.rows.slice(middle)]) silent.push(...(await writeOrHalve(gateway, at, { ...batch, rows }, outcomes)));
  return silent;
}

function send(gateway: HubSpotGateway, at: CallContext, { objectType, kind, rows }: Batch): Promise<Answered> {
  const inputs = rows.map(({ place, row }) => ({
    id: row.key,
    ...(kind.write === 'upsert' ? { idProperty: kind.idProperty } : {}),
    properties: row.properties,
    objectWriteTraceId: String(place),
  }));
  return gateway.call<Answered>(at.portalId, {
    ...at,
    budget: 'objects',
    method: 'POST',
    path: kind.write === 'upsert' ? gateway.paths.batchUpsert(objectType) : gateway.paths.batchUpdate(objectType),
    body: { inputs },
    // By id or by a unique property the same batch twice is the same as once.
    repeatable: true,
    schema: { parse: (json) => ({ answer: parseBatchAnswer(json) }) },
    refused: ({ body }) => ({ value: { refusal: parseRefusal(body) } }),
  });
}

function note({ kind, rows }: Batch, answer: BatchAnswer, outcomes: Map<number, RowOutcome>): readonly Placed[] {
  const byTrace = new Map(rows.map((placed) => [String(placed.place), placed]));
  const byKey = new Map(rows.map((placed) => [placed.row.key.toLowerCase(), placed]));
  const keyOf = ({ id, properties }: BatchAnswer['results'][number]): string => (kind.write === 'upsert' ? (properties[kind.idProperty] ?? '') : id);
  for (const { traceIds, keys, refusal } of answer.errors) {
    const named = [...traceIds.map((trace) => byTrace.get(trace)), ...keys.map((key) => byKey.get(key.toLowerCase()))];
    for (const placed of named) if (placed !== undefined) outcomes.set(placed.place, { state: 'refused', refusal });
  }
  for (const result of answer.results) {
    const placed = (result.traceId === null ? undefined : byTrace.get(result.traceId)) ?? byKey.get(keyOf(result).toLowerCase());
    if (placed === undefined) continue;
    if (kind.write === 'update' && result.id !== placed.row.key) {
      // A merge's winner in place of the loser: the row was written, to another record than was asked for.
      outcomes.set(placed.place, { state: 'refused', refusal: { code: 'OBJECT_MERGED', field: null, reason: 'This record was merged into another one.' } });
      continue;
    }
    outcomes.set(placed.place, { state: 'written', id: result.id, isNew: result.isNew });
  }
  if (answer.errors.some(({ traceIds, keys }) => traceIds.length + keys.length === 0) && answer.results.length === 0 && rows.every(({ place }) => !outcomes.has(place))) {
    throw new AppError('hubspot.unavailable', { detail: 'HubSpot answered a batch with errors about no row' });
  }
  return rows.filter(({ place }) => !outcomes.has(place));
}
