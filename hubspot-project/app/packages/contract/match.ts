import { z } from 'zod';
import { RecordRef } from './record-ref.ts';

/** Why a row of the other system may be the same as the record. `…_part`: one holds the other. */
export const MatchReason = z.enum(['external_id', 'external_id_part', 'domain', 'email', 'email_domain', 'name', 'name_part']);
export type MatchReason = z.infer<typeof MatchReason>;

/** A row of the other system, with what tells it from others. */
export const MatchRow = z.strictObject({
  key: z.string(),
  name: z.string().nullable(),
  externalId: z.string().nullable(),
  domain: z.string().nullable(),
  email: z.string().nullable(),
});
export type MatchRow = z.infer<typeof MatchRow>;

/** `likelihood` and `why` in the order of what says most. `shown`: its rows are in the table now, by the connection's rule. */
export const MatchCandidate = MatchRow.extend({
  likelihood: z.enum(['very_likely', 'likely', 'possible']),
  why: z.array(MatchReason),
  shown: z.boolean(),
});
export type MatchCandidate = z.infer<typeof MatchCandidate>;

/** POST /ui/show-match: what the record is linked to in the other system, or may be. Only of tables with `match`. */
export const ShowMatchRequest = z.strictObject({ record: RecordRef, tableId: z.string().max(200) });
export type ShowMatchRequest = z.infer<typeof ShowMatchRequest>;

export const ShowMatchResponse = z.strictObject({
  /** What the rows belong to, as the connection calls it. */
  partner: z.string(),
  sourceTitle: z.string(),
  /** Null: no link. `gone`: the other system no longer has the row. `byRule`: nobody decided; the connection's rule led to it when its rows were first used. */
  link: MatchRow.extend({ since: z.string(), byRule: z.boolean(), gone: z.boolean() }).nullable(),
  /** The best first; none when there is a link. */
  candidates: z.array(MatchCandidate),
  /** How many rows of the other system were compared, and whether there were no more. */
  looked: z.number().int(),
  complete: z.boolean(),
  /** How many were called not the same. */
  refused: z.number().int(),
  /** What the record has to be found by, as texts: its name, domain, address, number. */
  lookedFor: z.array(z.string()),
});
export type ShowMatchResponse = z.infer<typeof ShowMatchResponse>;

const Decision = { requestId: z.string().regex(/^[A-Za-z0-9_-]{16,64}$/), record: RecordRef, tableId: z.string().max(200) };

/**
 * POST /ui/decide-match. `link`: the same, from now on by both ids. `refuse`: not the same. `unlink`: no longer the same,
 * with the reason. `reconsider`: every `refuse` of the record is taken back. A request that comes twice does nothing more.
 */
export const DecideMatchRequest = z.discriminatedUnion('decision', [
  z.strictObject({ ...Decision, decision: z.literal('link'), key: z.string().min(1).max(500) }),
  z.strictObject({ ...Decision, decision: z.literal('refuse'), key: z.string().min(1).max(500) }),
  z.strictObject({ ...Decision, decision: z.literal('unlink'), key: z.string().min(1).max(500), reason: z.string().trim().min(1).max(300) }),
  z.strictObject({ ...Decision, decision: z.literal('reconsider') }),
]);
export type DecideMatchRequest = z.infer<typeof DecideMatchRequest>;

/** The key the record is linked to now, null for none. */
export const DecideMatchResponse = z.strictObject({ key: z.string().nullable() });
export type DecideMatchResponse = z.infer<typeof DecideMatchResponse>;
