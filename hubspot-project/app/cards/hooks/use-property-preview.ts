import type { PreviewPropertyResponse } from '@siderail/contract';
import { useRequest, type Request } from '@siderail/client';
import { useState } from 'react';
import type { RunAction } from './use-run-action.ts';
import { useCard } from './use-card.ts';

type Choice = { readonly column: string | null; readonly property: string | null };
const NOTHING: Choice = { column: null, property: null };

export type PropertyPreview = Choice & {
  readonly opened: boolean;
  readonly request: Request<PreviewPropertyResponse>;
  /** Begins anew, with what the row and the record hold now. */
  readonly open: () => void;
  readonly setColumn: (column: string) => void;
  readonly setProperty: (property: string) => void;
};

/** What a person chooses in the form of one row, and what the backend says of it. Nothing is asked before it is opened. */
export function usePropertyPreview({ query }: RunAction, rowKey: string): PropertyPreview {
  const { backend, record } = useCard();
  const [opens, setOpens] = useState(0);
  const [choice, setChoice] = useState<Choice>(NOTHING);
  const { column, property } = choice;
  const body = { record, query, rowKey, ...(column === null ? {} : { column }), ...(property === null ? {} : { property }) };
  const request = useRequest(opens === 0 ? null : JSON.stringify([opens, body]), () => backend('preview-property', body));
  return {
    ...choice,
    opened: opens > 0,
    request,
    open() {
      setChoice(NOTHING);
      setOpens((count) => count + 1);
    },
    // Another value may not fit the property that was chosen for the first one.
    setColumn: (next) => setChoice({ column: next, property: null }),
    setProperty: (next) => setChoice((before) => ({ ...before, property: next })),
  };
}
