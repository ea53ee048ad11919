import { AppError, toAppError } from '../../core/errors/index.ts';
import type { CallContext, HubSpotGateway } from '../gateway.ts';
import { writeBatch } from './write-batch.ts';
import type { BatchKind, RowOutcome, RowToWrite } from './write-outcome.ts';

/** HubSpot's limit of inputs per batch write. */
export const BATCH_WRITE_LIMIT = 100;
/** Batches on their way at the same time. */
const AT_ONCE = 4;

/**
 * Creates or updates any number of records by a unique property, and says of every row what became of it, in the order
 * of `rows`. HubSpot's only idempotent way to create. A row that it refuses is found and named, with its field and
 * reason, and does not keep the others from being written (F20). Rows with the same key are written one after the
 * other, in their order. Throws only what the caller's signal throws; an outage leaves rows `open`.
 */
export function batchUpsert(
  gateway: HubSpotGateway, at: CallContext,
  of: { readonly objectType: string; readonly idProperty: string; readonly rows: readonly RowToWrite[] },
): Promise<readonly RowOutcome[]> {
  return writeRows(gateway, at, of.objectType, { write: 'upsert', idProperty: of.idProperty }, of.rows);
}

/** Updates any number of records by id; otherwise like `batchUpsert`. */
export function batchUpdate(gateway: HubSpotGateway, at: CallContext, of: { readonly objectType: string; readonly rows: readonly RowToWrite[] }): Promise<readonly RowOutcome[]> {
  return writeRows(gateway, at, of.objectType, { write: 'update' }, of.rows);
}

async function writeRows(gateway: HubSpotGateway, at: CallContext, objectType: string, kind: BatchKind, rows: readonly RowToWrite[]): Promise<readonly RowOutcome[]> {
  const outcomes = new Map<number, RowOutcome>();
  for (const layer of layersOf(rows)) {
    const batches = layer.values();
    const lane = async (): Promise<void> => {
      for (const batch of batches) {
        const part = batch.map((place) => ({ place, row: rows[place]! }));
        try {
          await writeBatch(gateway, at, { objectType, kind, rows: part }, outcomes);
        } catch (thrown) {
          at.signal.throwIfAborted();
          leaveOpen(part.map(({ place }) => place), outcomes, toAppError(thrown));
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, lane));
  }
  return rows.map((_, place) => outcomes.get(place) ?? { state: 'open', error: new AppError('internal', { detail: 'a row without an outcome' }) });
}

/** Batches of places in `rows`; the batches of one layer never hold the same key twice, because HubSpot refuses such a batch. */
function layersOf(rows: readonly RowToWrite[]): readonly (readonly (readonly number[])[])[] {
  const layers: number[][][] = [];
  const seen = new Map<string, number>();
  for (const [place, { key }] of rows.entries()) {
    const times = seen.get(key.toLowerCase()) ?? 0;
    seen.set(key.toLowerCase(), times + 1);
    const layer = (layers[times] ??= []);
    const last = layer.at(-1);
    if (last === undefined || last.length === BATCH_WRITE_LIMIT) layer.push([place]);
    else last.push(place);
  }
  return layers;
}

function leaveOpen(places: readonly number[], outcomes: Map<number, RowOutcome>, error: AppError): void {
  for (const place of places) if (!outcomes.has(place)) outcomes.set(place, { state: 'open', error });
}
