import type { ActionSummary, TableQuery, WireError } from '@siderail/contract';
import { useRef, useState } from 'react';
import { texts } from '../texts.ts';
import { useCard } from './use-card.ts';
import { useClickId } from './use-click-id.ts';

type Target = { readonly action: ActionSummary; readonly rowKey: string | null };

export type ActionRun =
  | { readonly state: 'idle' }
  | ({ readonly state: 'running' } & Target)
  | ({ readonly state: 'failed'; readonly error: WireError } & Target);

export type RunAction = {
  readonly run: ActionRun;
  /** Does the action: on the table, or on one row. */
  readonly start: (action: ActionSummary, rowKey: string | null) => Promise<void>;
};

/** Runs quick actions, one at a time. `refresh` reads the table again. */
export function useRunAction(query: TableQuery, refresh: () => void): RunAction {
  const { backend, record, addAlert, copyText } = useCard();
  const [run, setRun] = useState<ActionRun>({ state: 'idle' });
  const inFlight = useRef(false);
  const clickId = useClickId();

  async function copy(rowKey: string) {
    try {
      await copyText(rowKey);
      addAlert('success', texts.copied, texts.copiedKey(rowKey));
    } catch {
      addAlert('danger', texts.notCopied, texts.copyFailed);
    }
  }

  async function start(action: ActionSummary, rowKey: string | null) {
    if (action.runs === 'card') {
      if (action.effect === 'refresh') refresh();
      else if (rowKey !== null) await copy(rowKey);
      return;
    }
    if (inFlight.current) return;
    inFlight.current = true;
    setRun({ state: 'running', action, rowKey });
    const requestId = clickId.idFor(JSON.stringify([action.name, rowKey, query]));
    const body = { requestId, name: action.name, record, query, ...(rowKey === null ? {} : { rowKey }) };
    const outcome = await backend('run-action', body);
    inFlight.current = false;
    if (outcome.ok || !outcome.uncertain) clickId.settle();
    if (!outcome.ok) {
      setRun({ state: 'failed', action, rowKey, error: outcome.error });
      return;
    }
    setRun({ state: 'idle' });
    addAlert('success', action.title, outcome.data.message);
    if (outcome.data.refresh) refresh();
  }

  return { run, start };
}
