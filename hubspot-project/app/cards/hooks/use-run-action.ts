import type { ActionSummary, CardEffect, RunActionResponse, SetPropertyInput, TableQuery, ViewTableResponse, WireError } from '@siderail/contract';
import { useRef, useState } from 'react';
import { useTexts } from '../texts/use-texts.ts';
import { pageText, rowText } from './clipboard-text.ts';
import { useCard } from './use-card.ts';
import { useClickId } from './use-click-id.ts';

type Target = { readonly action: ActionSummary; readonly rowKey: string | null };

export type ActionRun =
  | { readonly state: 'idle' }
  | ({ readonly state: 'done'; readonly answer: RunActionResponse } & Target)
  | ({ readonly state: 'running' } & Target)
  | ({ readonly state: 'failed'; readonly error: WireError; readonly input: SetPropertyInput | undefined } & Target);

export type RunAction = {
  readonly run: ActionRun;
  /** The table as it is asked for. */
  readonly query: TableQuery;
  /** Does the action: on the table, or on one row; with what its form asked for, where it has one. */
  readonly start: (action: ActionSummary, rowKey: string | null, input?: SetPropertyInput) => Promise<void>;
};

type Options = {
  readonly query: TableQuery;
  /** What is on screen; null while there is nothing. */
  readonly page: ViewTableResponse | null;
  /** Reads the table again. */
  readonly refresh: () => void;
};

/** Runs quick actions, one at a time. */
export function useRunAction({ query, page, refresh }: Options): RunAction {
  const texts = useTexts();
  const { backend, record, format, language, locale, addAlert, copyText, refreshRecord } = useCard();
  const [run, setRun] = useState<ActionRun>({ state: 'idle' });
  const inFlight = useRef(false);
  const clickId = useClickId();

  async function copy(text: string, done: string) {
    try {
      await copyText(text);
      addAlert('success', texts.copied, done);
    } catch {
      addAlert('danger', texts.notCopied, texts.copyFailed);
    }
  }

  async function doHere(effect: CardEffect, rowKey: string | null) {
    const row = page?.rows.find(({ key }) => key === rowKey);
    switch (effect) {
      case 'refresh':
        return refresh();
      case 'copy-row-key':
        return rowKey === null ? undefined : copy(rowKey, texts.copiedKey(rowKey));
      case 'copy-row':
        return page === null || row === undefined ? undefined : copy(rowText(row, page.columns, format), texts.copiedRow);
      case 'copy-page':
        return page === null ? undefined : copy(pageText(page.rows, page.columns), texts.copiedRows(format.number(page.rows.length), page.rows.length === 1));
    }
    effect satisfies never;
  }

  async function start(action: ActionSummary, rowKey: string | null, input?: SetPropertyInput) {
    if (action.runs === 'card') {
      await doHere(action.effect, rowKey);
      return;
    }
    if (inFlight.current) return;
    inFlight.current = true;
    setRun({ state: 'running', action, rowKey });
    const requestId = clickId.idFor(JSON.stringify([action.name, rowKey, query, input ?? null]));
    const body = { requestId, name: action.name, record, query, reader: { language, locale }, ...(rowKey === null ? {} : { rowKey }), ...(input === undefined ? {} : { input }) };
    const outcome = await backend('run-action', body);
    inFlight.current = false;
    if (outcome.ok || !outcome.uncertain) clickId.settle();
    if (!outcome.ok) {
      setRun({ state: 'failed', action, rowKey, input, error: outcome.error });
      return;
    }
    const { link, undo, recordChanged } = outcome.data;
    setRun(link === undefined && undo === undefined ? { state: 'idle' } : { state: 'done', action, rowKey, answer: outcome.data });
    if (recordChanged === true) refreshRecord();
    addAlert('success', action.title, outcome.data.message);
    if (outcome.data.refresh) refresh();
  }

  return { run, query, start };
}
