import { z } from 'zod';

const text = z.string().max(100_000);

/** A scripted fault; `path` is a regular expression over the path and query. */
export const faultSchema = z.object({
  match: z.object({ method: z.string().optional(), path: z.string() }),
  /** How often it strikes; without it, always (or by `rate`). */
  times: z.number().int().nonnegative().optional(),
  /** Share of the matching calls that it strikes, 0 to 1. */
  rate: z.number().min(0).max(1).optional(),
  then: z.union([
    /** No byte is ever sent. */
    z.literal('hang'),
    /** The connection is reset before the work is done. */
    z.literal('reset'),
    /** The work is done, then the connection is reset before an answer. */
    z.literal('reset-after'),
    /** The work is done, and no byte is ever sent. */
    z.literal('hang-after'),
    /** The work is done, and a gateway in between answers 502. */
    z.literal('html-502-after'),
    /** Half of the answer, then the connection is reset. */
    z.literal('reset-mid-body'),
    /** A complete answer with the right status but only half of its JSON. */
    z.literal('truncate'),
    z.literal('html-502'),
    z.object({
      status: z.number().int().min(200).max(599),
      body: z.union([text, z.record(z.string(), z.unknown())]).optional(),
      headers: z.record(z.string(), z.string()).optional(),
    }),
  ]),
});

export type Fault = z.infer<typeof faultSchema>;

/** What tests and the control routes may change while the fake runs. */
export const settingsSchema = z.object({
  /** Milliseconds added to every answer. */
  latencyMs: z.number().min(0).max(600_000),
  /** Whether the three budgets answer 429; counting goes on either way. */
  limits: z.boolean(),
  /** Which sorted searches come out slightly misordered: those by modification time (as HubSpot's do), all, or none. */
  disorder: z.enum(['off', 'modified', 'all']),
  /** How long a write stays invisible to search. */
  indexLagMs: z.number().min(0).max(86_400_000),
  /** Whether search answers with the values its index holds; false: with those the record has now, as is reported of HubSpot. */
  staleAnswers: z.boolean(),
  faults: z.array(faultSchema),
  accessTokenSeconds: z.number().int().min(1).max(86_400),
  /** Whether a refresh replaces the refresh token; the old one is dead at once. */
  rotateRefreshTokens: z.boolean(),
  /** Optional scopes the account cannot have; they are left out of a grant. */
  withheldScopes: z.array(z.string()),
  /** Whether /crm/v3, /crm/v4 and /oauth/v3 paths are understood, for measuring clients that know no others. */
  legacyPaths: z.boolean(),
  /** Share of accepted webhook deliveries that come once more. */
  webhookRepeats: z.number().min(0).max(1),
  /** Whether the events of a delivery come in any order. */
  webhookDisorder: z.boolean(),
  /** Of a day, over which failed deliveries are retried. 1: as HubSpot. */
  webhookRetryScale: z.number().min(0).max(1),
});

export type Settings = z.infer<typeof settingsSchema>;

export function defaultSettings(latencyMs: number): Settings {
  return {
    latencyMs, limits: true, disorder: 'modified', indexLagMs: 0, staleAnswers: false, faults: [], accessTokenSeconds: 1800,
    rotateRefreshTokens: false, withheldScopes: [], legacyPaths: false,
    webhookRepeats: 0.1, webhookDisorder: true, webhookRetryScale: 1 / 1440,
  };
}
