/** One attempt the proxy made, or a call it refused, for the tests. */
export interface CardCall {
  at: string;
  portalId: number;
  userId: number;
  method: string;
  /** The public URL with the parameters HubSpot adds. */
  url: string;
  body: unknown;
  /** 1, or 2 for the automatic repeat; 0 when the proxy refused the call itself. */
  attempt: 0 | 1 | 2;
  status: number;
  durationMs: number;
}

export interface CallJournal {
  add(call: CardCall): void;
  list(): CardCall[];
  clear(): void;
}

const KEPT = 1_000;

/** The last thousand calls. */
export function createCallJournal(): CallJournal {
  let calls: CardCall[] = [];
  return {
    add(call) {
      calls = [...calls.slice(-(KEPT - 1)), call];
    },
    list: () => calls,
    clear() {
      calls = [];
    },
  };
}
