import { z } from 'zod';

const Text = z.string().max(200).optional().catch(undefined);

/** HubSpot's error body. Every field is optional in practice; `message` is left out because it quotes record values. */
const Envelope = z.object({
  category: Text,
  subCategory: Text,
  errorType: Text,
  policyName: Text,
  correlationId: Text,
  errors: z.array(z.object({ code: Text }).catch({})).catch([]),
}).partial();

export type ErrorEnvelope = {
  readonly category: string | null;
  readonly subCategory: string | null;
  readonly errorType: string | null;
  readonly policyName: string | null;
  readonly correlationId: string | null;
  readonly codes: readonly string[];
};

const NOTHING: ErrorEnvelope = { category: null, subCategory: null, errorType: null, policyName: null, correlationId: null, codes: [] };

/** What a failed answer says about itself; an HTML page, an empty body or broken JSON say nothing. */
export function readErrorEnvelope(body: string): ErrorEnvelope {
  const parsed = Envelope.safeParse(jsonOrNull(body));
  if (!parsed.success) return NOTHING;
  const { category, subCategory, errorType, policyName, correlationId, errors } = parsed.data;
  return {
    category: category ?? null,
    subCategory: subCategory ?? null,
    errorType: errorType ?? null,
    policyName: policyName ?? null,
    correlationId: correlationId ?? null,
    codes: (errors ?? []).flatMap((error) => (error.code === undefined ? [] : [error.code])),
  };
}

function jsonOrNull(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
