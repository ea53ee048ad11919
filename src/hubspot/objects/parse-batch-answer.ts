import { z } from 'zod';
import type { Refusal } from './write-outcome.ts';

const Id = z.union([z.string(), z.number()]).transform(String);
const Ids = z.union([z.array(Id), Id.transform((id) => [id])]).catch([]);
const Text = z.string().catch('');
const Named = z.object({ propertyName: z.union([z.array(z.string()), z.string().transform((name) => [name])]).catch([]) }).catch({ propertyName: [] });

const Problem = z.object({
  category: Text.default(''),
  message: Text.default(''),
  context: z.object({ objectWriteTraceId: Ids.default([]), ids: Ids.default([]), propertyName: Ids.default([]) }).catch({ objectWriteTraceId: [], ids: [], propertyName: [] }).optional(),
  errors: z.array(z.object({ code: Text.default(''), message: Text.default(''), in: Text.default(''), context: Named.optional() })).catch([]).default([]),
});

const Answer = z.object({
  results: z.array(z.object({
    id: Id,
    properties: z.record(z.string(), z.string().nullable()).catch({}).default({}),
    new: z.boolean().optional(),
    objectWriteTraceId: Id.nullish(),
  })),
  errors: z.array(Problem).nullish(),
});

export type BatchAnswer = {
  readonly results: readonly { readonly id: string; readonly properties: Readonly<Record<string, string | null>>; readonly isNew: boolean; readonly traceId: string | null }[];
  readonly errors: readonly { readonly traceIds: readonly string[]; readonly keys: readonly string[]; readonly refusal: Refusal }[];
};

const LONGEST_REASON = 300;

/** A batch write's answer, 200, 201 or 207: what was written and what was not. Throws on another shape. */
export function parseBatchAnswer(json: unknown): BatchAnswer {
  const { results, errors } = Answer.parse(json);
  return {
    results: results.map((one) => ({ id: one.id, properties: one.properties, isNew: one.new ?? false, traceId: one.objectWriteTraceId ?? null })),
    errors: (errors ?? []).map((problem) => ({ traceIds: problem.context?.objectWriteTraceId ?? [], keys: problem.context?.ids ?? [], refusal: refusalOf(problem) })),
  };
}

/** Why HubSpot refused a whole request, out of its error body. */
export function parseRefusal(body: string): Refusal {
  try {
    return refusalOf(Problem.parse(JSON.parse(body)));
  } catch {
    return { code: 'REJECTED', field: null, reason: 'HubSpot refused this row without a reason.' };
  }
}

function refusalOf(problem: z.infer<typeof Problem>): Refusal {
  const first = problem.errors[0];
  const field = first?.context?.propertyName[0] ?? (first?.in === '' ? undefined : first?.in) ?? problem.context?.propertyName[0] ?? null;
  const reason = (first === undefined || first.message === '' ? problem.message : first.message).slice(0, LONGEST_REASON);
  return {
    code: first === undefined || first.code === '' ? problem.category || 'REJECTED' : first.code,
    field: field ?? null,
    reason: reason === '' ? 'HubSpot refused this row without a reason.' : reason,
  };
}
