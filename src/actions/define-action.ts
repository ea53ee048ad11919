import type { ActionSummary, RunActionResponse } from '#contract';
import type { Caller } from '../access/index.ts';
import type { OpenTable } from '../connections/index.ts';
import type { Context } from '../context/index.ts';
import type { RecordRef } from '#contract';

/** What a server action gets: the signed caller, the record, the opened table and, for a row action, the row's key. */
export type ActionInput = {
  readonly caller: Caller;
  readonly record: RecordRef;
  readonly table: OpenTable;
  readonly rowKey: string | null;
  readonly signal: AbortSignal;
};

/**
 * A quick action, declared once: the card shows it by itself. `card` actions are done by the card; `server` ones run
 * here, at most once per click. `scopes` are the HubSpot scopes it needs.
 */
export type Action = {
  readonly summary: ActionSummary;
  readonly objectTypeIds: readonly RecordRef['objectTypeId'][];
  readonly scopes: readonly string[];
  readonly run: ((context: Context, input: ActionInput) => Promise<RunActionResponse>) | null;
};

/** Declares an action; the registry lists it. */
export function defineAction(action: Action): Action {
  return action;
}
