import { z } from 'zod';
import { AppError } from '../../core/errors/index.ts';
import type { CallContext, HubSpotGateway } from '../gateway.ts';

/** HubSpot names no limit for a batch; 100 is that of its other batches. */
export const CALLBACK_BATCH_LIMIT = 100;

/** What a blocked workflow goes on with. `hs_execution_state` is SUCCESS or FAIL_CONTINUE. */
export type Completion = { readonly callbackId: string; readonly outputFields: Readonly<Record<string, string>> };

const Answer = z.unknown();

/**
 * Ends blocked actions of one portal's workflows, several in one call, at most `CALLBACK_BATCH_LIMIT`. Never sent twice
 * by itself: whoever gets an error decides. Throws hubspot.not_found or hubspot.rejected when HubSpot does not know one.
 * Source: HubSpot "Complete a batch of callbacks", 2026-03, read 2026-11-28.
 */
export async function completeCallbacks(gateway: HubSpotGateway, at: CallContext, completions: readonly Completion[]): Promise<void> {
  const [first] = completions;
  if (first === undefined) return;
  if (completions.length > CALLBACK_BATCH_LIMIT) throw new AppError('internal', { detail: 'too many callbacks for one call' });
  const one = completions.length === 1;
  await gateway.call(at.portalId, {
    ...at, budget: 'objects', method: 'POST', repeatable: false, schema: Answer,
    path: one ? gateway.paths.completeCallback(first.callbackId) : gateway.paths.completeCallbacks(),
    body: one ? { outputFields: first.outputFields } : { inputs: completions },
  });
}
