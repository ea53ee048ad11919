import type { RecordRef, WireError } from '@siderail/contract';
import { useSurface } from '@siderail/ui';
import { useCallback, useEffect, useRef, useState } from 'react';
import { IDS_PER_CALL } from './limits.ts';
import { newSelectionId } from './new-selection-id.ts';

export type Sent =
  | { readonly state: 'sending'; readonly done: number }
  | { readonly state: 'sent'; readonly selectionId: string }
  | { readonly state: 'failed'; readonly error: WireError };

/** Hands the selected ids to the backend, in pages far below HubSpot's megabyte. A page that is sent again counts once. */
export function useSentSelection(objectTypeId: RecordRef['objectTypeId'], ids: readonly string[]): { readonly sent: Sent; readonly again: () => void } {
  const { backend } = useSurface();
  const [sent, setSent] = useState<Sent>({ state: 'sending', done: 0 });
  const [tries, setTries] = useState(0);
  const selectionId = useRef(newSelectionId());

  useEffect(() => {
    let stopped = false;
    const pages = Math.ceil(ids.length / IDS_PER_CALL);

    async function send() {
      for (let page = 0; page < pages; page += 1) {
        setSent({ state: 'sending', done: page * IDS_PER_CALL });
        const some = ids.slice(page * IDS_PER_CALL, (page + 1) * IDS_PER_CALL);
        const outcome = await backend('add-to-selection', { selectionId: selectionId.current, objectTypeId, page, pages, ids: some });
        if (stopped) return;
        if (!outcome.ok) return setSent({ state: 'failed', error: outcome.error });
      }
      setSent({ state: 'sent', selectionId: selectionId.current });
    }

    void send();
    return () => {
      stopped = true;
    };
  }, [backend, ids, objectTypeId, tries]);

  return { sent, again: useCallback(() => setTries((count) => count + 1), []) };
}
