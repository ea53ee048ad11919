import type { TestDestinationRequest, TestDestinationResponse } from '#contract';
import type { Caller } from '../access/index.ts';
import type { Context } from '../context/index.ts';
import { AppError, toAppError } from '../core/errors/index.ts';
import { requireScopes } from '../installs/index.ts';
import { requireAdmin } from '../policies/index.ts';
import type { Outcome } from './define-kind.ts';
import { findDestination, takeTestTurn } from './deliveries.store.ts';
import type { DestinationRow } from './deliveries.store.ts';
import { kindOf } from './kind-of.ts';
import { openSettings } from './open-settings.ts';

const MOST_TESTS = 10;
const WINDOW_MS = 600_000;
/** A test that fails takes this long, and one that takes longer fails: open, closed and silent ports look the same (T42). */
const FAILS_AFTER_MS = 8_000;
const SILENT = 'Nobody answers there as this kind of destination should. Check the address. An address inside your network must be opened by whoever runs Siderail.';

/** Tries a destination with something that is no export. Throws access.admin_only, destination.unknown, destination.too_many_tests, hubspot.missing_scope. */
export async function testDestination(context: Context, caller: Caller, { destinationId }: TestDestinationRequest, signal: AbortSignal): Promise<TestDestinationResponse> {
  await requireAdmin(context, caller, signal);
  const since = new Date(context.now() - WINDOW_MS);
  const row = await context.database.inPortal(caller.portalId, async (tx) => {
    const found = await findDestination(tx, destinationId);
    if (found === null) throw new AppError('destination.unknown');
    if (!(await takeTestTurn(tx, caller.portalId, { userId: caller.userId, subject: destinationId }, { since, most: MOST_TESTS }))) throw new AppError('destination.too_many_tests');
    return found;
  });
  await requireScopes(context, caller.portalId, kindOf(row).scopes);
  const until = context.sleep(FAILS_AFTER_MS, signal).catch(() => undefined);
  const outcome = await tryIt(context, caller, row, AbortSignal.any([signal, AbortSignal.timeout(FAILS_AFTER_MS)]));
  if (outcome.state === 'sent') return { works: true, message: outcome.receipt };
  await until;
  return { works: false, message: outcome.state === 'not_sent' && outcome.final === true ? outcome.reason : SILENT };
}

async function tryIt(context: Context, { portalId }: Caller, row: DestinationRow, signal: AbortSignal): Promise<Outcome> {
  try {
    return await kindOf(row).test(context, { settings: await openSettings(context, portalId, row), signal }, portalId);
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.code === 'internal' && !signal.aborted) throw error;
    return { state: 'not_sent', reason: SILENT };
  }
}
