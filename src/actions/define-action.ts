import type { ActionSummary, Reader, RunActionResponse, SetPropertyInput, TableQuery } from '#contract';
import type { Caller } from '../access/index.ts';
import type { OpenTable } from '../connections/index.ts';
import type { Context } from '../context/index.ts';
import type { RecordRef } from '#contract';

/** What a server action gets: the signed caller, the record, the opened table and, for a row action, the row's key. */
export type ActionInput = {
  readonly caller: Caller;
  readonly record: RecordRef;
  readonly table: OpenTable;
  /** As the request named it. */
  readonly tableId: string;
  /** As the request asked for the table. */
  readonly query: TableQuery;
  readonly rowKey: string | null;
  /** What the card's form asked for; null for actions without one. */
  readonly input: SetPropertyInput | null;
  /** Who reads the answer. */
  readonly reader: Reader;
  readonly signal: AbortSignal;
};

/**
 * A quick action, declared once: the card shows it by itself. `card` actions are done by the card; `server` ones run
 * here, at most once per click. `scopes` are the HubSpot scopes it needs.
 */
export type Action = {
  readonly summary: ActionSummary;
  /** The title and the question in German. */
  readonly german: { readonly title: string; readonly confirm?: string };
  /** `export`: rows leave HubSpot, so that who may not export, or only with approval, may not do it either. Otherwise `view`. */
  readonly verb?: 'view' | 'export';
  readonly objectTypeIds: readonly RecordRef['objectTypeId'][];
  readonly scopes: readonly string[];
  /** What it needs besides on this type of record. */
  readonly recordScopes?: Readonly<Record<RecordRef['objectTypeId'], readonly string[]>>;
  readonly run: ((context: Context, input: ActionInput) => Promise<RunActionResponse>) | null;
};

/** Declares an action; the registry lists it. */
export function defineAction(action: Action): Action {
  return action;
}
