import type { Reader, RunActionRequest, RunActionResponse } from '#contract';
import type { Caller } from '../access/index.ts';
import { openTable } from '../connections/index.ts';
import type { Context } from '../context/index.ts';
import { sha256 } from '../core/crypto/sha256.ts';
import { AppError, toAppError } from '../core/errors/index.ts';
import type { ErrorCode } from '../core/errors/index.ts';
import { requireScopes } from '../installs/index.ts';
import { keepMatch } from '../matches/index.ts';
import { dropClick, finishClick, takeClick } from './clicks.store.ts';
import type { Action } from './define-action.ts';
import type { Click } from './clicks.store.ts';

/** How long the second arrival of a click waits for the first one's answer. */
const WAIT_MS = 8_000;
const ENGLISH: Reader = { language: 'en', locale: 'en-US' };
/** An action cannot wait for somebody's agreement; an export can. */
const NEEDS_APPROVAL = { userMessage: 'Rows of this table leave HubSpot only when somebody approves it.', fix: 'Use Export instead: it asks for the approval.' };
/** Failures that prove that nothing was changed: the same click may be tried again. */
const WITHOUT_EFFECT: readonly ErrorCode[] = [
  'hubspot.rate_limited', 'hubspot.missing_scope', 'portal.needs_reauth', 'source.unavailable', 'source.timeout', 'source.refused',
  'mail.not_sent', 'access.refused', 'table.unknown', 'column.unknown', 'filter.invalid', 'sort.invalid', 'row.unknown', 'action.unknown', 'hubspot.rejected', 'hubspot.not_found', 'property.changed', 'property.unfit',
];

/**
 * Runs a server action once per click. A second arrival of the same click waits for and repeats the first one's
 * answer (HubSpot itself repeats a request after a 5xx); it never runs the action again (F15).
 */
export async function runAction(context: Context, actions: readonly Action[], caller: Caller, request: RunActionRequest, signal: AbortSignal): Promise<RunActionResponse> {
  const action = actions.find((candidate) => candidate.summary.name === request.name && candidate.objectTypeIds.includes(request.record.objectTypeId));
  if (action === undefined || action.run === null) throw new AppError('action.unknown');
  if ((action.summary.place === 'row') !== (request.rowKey !== undefined)) throw new AppError('request.invalid', { detail: 'row key missing or not wanted' });
  if ((action.summary.runs === 'form') !== (request.input !== undefined)) throw new AppError('request.invalid', { detail: 'input missing or not wanted' });
  const { requestId, ...content } = request;
  const click: Click = { portalId: caller.portalId, userId: caller.userId, route: 'run-action', key: requestId, requestSha256: sha256(JSON.stringify(content)) };

  const earlier = await firstArrival(context, click, signal);
  if (earlier !== null) return earlier;

  try {
    await requireScopes(context, caller.portalId, [...action.scopes, ...(action.recordScopes?.[request.record.objectTypeId] ?? [])]);
    const { verb = 'view' } = action;
    const table = await openTable(context, { portalId: caller.portalId, userId: caller.userId, verb, lane: 'person', signal, purpose: { area: 'actions' } }, request.query);
    if (verb === 'export' && table.approve) throw new AppError('access.refused', NEEDS_APPROVAL);
    const answer = await action.run(context, { caller, record: request.record, table, tableId: request.query.tableId, query: request.query, rowKey: request.rowKey ?? null, input: request.input ?? null, reader: request.reader ?? ENGLISH, signal });
    if (action.scopes.length > 0 || action.recordScopes !== undefined) await keepMatch(context, caller, table);
    await context.database.inPortal(caller.portalId, (tx) => finishClick(tx, click, { answer }));
    return answer;
  } catch (thrown) {
    await recordFailure(context, click, toAppError(thrown));
    throw thrown;
  }
}

/** Null when this arrival is the first; otherwise the first one's answer or error. */
async function firstArrival(context: Context, click: Click, signal: AbortSignal): Promise<RunActionResponse | null> {
  const until = context.now() + WAIT_MS;
  for (;;) {
    const found = await context.database.inPortal(click.portalId, (tx) => takeClick(tx, click));
    if (found.state === 'mine') return null;
    if (found.state === 'other') throw new AppError('request.conflict');
    if (found.state === 'done') {
      if ('answer' in found.outcome) return found.outcome.answer;
      const { code, message, fix } = found.outcome.error;
      throw new AppError(code as ErrorCode, { userMessage: message, fix });
    }
    if (context.now() > until) throw new AppError('request.in_progress');
    await context.sleep(150, signal);
  }
}

async function recordFailure(context: Context, click: Click, error: AppError): Promise<void> {
  await context.database.inPortal(click.portalId, async (tx) => {
    if (WITHOUT_EFFECT.includes(error.code)) return dropClick(tx, click);
    const { code, userMessage, fix } = error;
    return finishClick(tx, click, { error: { code, message: userMessage, fix } });
  });
}
