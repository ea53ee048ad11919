import { newRequestId } from '@siderail/client';
import { useRef } from 'react';

export type ClickId = {
  /** The request id for doing `what`: the one of the last try as long as that try is not settled. */
  readonly idFor: (what: string) => string;
  readonly settle: () => void;
};

/**
 * One request id per thing the person wants done. A try whose outcome is not known keeps its id: the next click, or
 * HubSpot's own repeat, then finds the first one's work instead of doing it twice.
 */
export function useClickId(): ClickId {
  const open = useRef<{ what: string; id: string } | null>(null);
  return {
    idFor(what) {
      if (open.current?.what !== what) open.current = { what, id: newRequestId() };
      return open.current.id;
    },
    settle() {
      open.current = null;
    },
  };
}
