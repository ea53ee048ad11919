/** What tests read in the page: everything a card did that a person may not see. */
export interface SandboxJournal {
  notImplemented: string[];
  errors: { card: string; kind: string; message: string }[];
  logs: { card: string; level: string; data: string | number }[];
  alerts: { card: string; type: string; title?: string | undefined; message: string }[];
  /** Texts the cards copied, oldest first. */
  clipboard: string[];
  cards: Record<string, 'loading' | 'rendered' | 'failed'>;
}

declare global {
  interface Window {
    __sandbox: SandboxJournal;
  }
}

export const sandboxJournal: SandboxJournal = (window.__sandbox ??= {
  notImplemented: [],
  errors: [],
  logs: [],
  alerts: [],
  clipboard: [],
  cards: {},
});
