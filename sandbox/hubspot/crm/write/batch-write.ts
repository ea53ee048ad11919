import { z } from 'zod';
import { HubSpotError } from '../../http/hubspot-error.ts';
import { recordId } from '../../http/inputs.ts';
import { parseInput } from '../../http/parse.ts';
import { invalid } from '../../http/problems.ts';
import { resolveIds } from '../objects/resolve-ids.ts';
import { createInput, createRecord, propertyInput } from './create-record.ts';
import { readWritten } from './read-written.ts';
import { updateRecord } from './update-record.ts';
import type { Writer } from './writer.ts';

const createBody = z.object({ inputs: z.array(createInput).min(1).max(100) });
const keyed = z.object({
  id: z.union([z.string().min(1), z.number()]).transform(String),
  idProperty: z.string().optional(),
  properties: propertyInput,
  objectWriteTraceId: z.string().optional(),
});
const keyedBody = z.object({ inputs: z.array(keyed).min(1).max(100) });
export const archiveBody = z.object({ inputs: z.array(z.object({ id: recordId })).min(1).max(100) });

type Written = { id: string; isNew?: boolean; traceId?: string | undefined };
export type BatchAnswer = { text: string; complete: boolean };

/**
 * Creates up to 100 records. With a distinct objectWriteTraceId on every input each row stands alone and failures are
 * told per row; without, the first failure refuses the whole batch.
 */
export async function batchCreate(writer: Writer, rawBody: unknown): Promise<BatchAnswer> {
  const { inputs } = parseInput(createBody, rawBody);
  const traces = new Set(inputs.map(({ objectWriteTraceId }) => objectWriteTraceId));
  const perRow = traces.size === inputs.length && !traces.has(undefined);
  const written: Written[] = [];
  const errors: Record<string, unknown>[] = [];
  for (const input of inputs) {
    const traceId = input.objectWriteTraceId;
    if (perRow) await writer.tx.query('SAVEPOINT one_row');
    try {
      written.push({ id: await createRecord(writer, input), traceId });
    } catch (error) {
      if (!perRow || !(error instanceof HubSpotError)) throw error;
      await writer.tx.query('ROLLBACK TO SAVEPOINT one_row');
      errors.push({ ...error.body, context: { objectWriteTraceId: [traceId] } });
    }
  }
  return answer(writer, written, inputs, errors);
}

/** Updates up to 100 records by id. Unknown ids are told in `errors`; an e-mail address is not accepted as the key. */
export async function batchUpdate(writer: Writer, rawBody: unknown): Promise<BatchAnswer> {
  const { inputs } = parseInput(keyedBody, rawBody);
  refuseDuplicates(inputs);
  const written: Written[] = [];
  const missing: string[] = [];
  for (const input of inputs) {
    if (input.idProperty === 'email') throw invalid(`Unable to perform update/upsert by non-unique ${writer.type.id} property 'email'`);
    const id = await idOf(writer, input);
    if (id !== undefined && await updateRecord(writer, id, input.properties)) written.push({ id, traceId: input.objectWriteTraceId });
    else missing.push(input.id);
  }
  const errors = missing.length === 0 ? [] : [{
    status: 'error', category: 'OBJECT_NOT_FOUND', context: { ids: missing },
    message: `Could not get some ${writer.type.names[1].toUpperCase()} objects, they may be deleted or not exist. Check that ids are valid.`,
  }];
  return answer(writer, written, inputs, errors);
}

/** Creates or updates up to 100 records by a unique property. One conflict refuses the whole batch with 409. */
export async function batchUpsert(writer: Writer, rawBody: unknown): Promise<BatchAnswer> {
  const { inputs } = parseInput(keyedBody, rawBody);
  refuseDuplicates(inputs);
  const written: Written[] = [];
  for (const input of inputs) {
    if (input.idProperty === undefined) throw invalid('idProperty is required for every input of an upsert');
    const traceId = input.objectWriteTraceId;
    const id = await idOf(writer, input);
    const properties = { [input.idProperty]: input.id, ...input.properties };
    if (id !== undefined && await updateRecord(writer, id, properties)) written.push({ id, isNew: false, traceId });
    else written.push({ id: await createRecord(writer, { properties, associations: [] }), isNew: true, traceId });
  }
  return answer(writer, written, inputs, []);
}

async function idOf({ tx, portalId, type, known }: Writer, input: z.infer<typeof keyed>): Promise<string | undefined> {
  return (await resolveIds(tx, portalId, type, known, [input.id], input.idProperty)).get(input.id);
}

function refuseDuplicates(inputs: z.infer<typeof keyed>[]): void {
  const seen = new Set<string>();
  for (const { id } of inputs) {
    if (seen.has(id.toLowerCase())) throw invalid(`Duplicate IDs found in batch input: [${id}]. IDs must be unique.`, [], { ids: [id] });
    seen.add(id.toLowerCase());
  }
}

async function answer(
  writer: Writer, written: Written[], inputs: { properties: Record<string, string> }[], errors: Record<string, unknown>[],
): Promise<BatchAnswer> {
  const named = inputs.flatMap(({ properties }) => Object.keys(properties)).filter((name) => writer.known.has(name));
  const documents = await readWritten(writer, written.map(({ id }) => id), named);
  const results = written.map(({ id, isNew, traceId }) => {
    const extra = `${isNew === undefined ? '' : `,"new":${isNew}`}${traceId === undefined ? '' : `,"objectWriteTraceId":${JSON.stringify(traceId)}`}`;
    const document = documents.get(id) ?? '{}';
    return `${document.slice(0, document.lastIndexOf('}'))}${extra}}`;
  });
  const at = new Date(writer.ctx.now()).toISOString();
  const failed = errors.length === 0 ? '' : `,"numErrors":${errors.length},"errors":${JSON.stringify(errors)}`;
  return {
    text: `{"status":"COMPLETE","results":[${results.join(',')}]${failed},"startedAt":"${at}","completedAt":"${at}"}`,
    complete: errors.length === 0,
  };
}
