/** The calls that cross between the page and a card's worker. Every function in them becomes an async proxy. */

export interface CardFetchRequest {
  url: string;
  method: string;
  timeout?: number | undefined;
  body?: Record<string, unknown> | undefined;
  headers?: Record<string, string> | undefined;
}

export interface CardFetchReply {
  status: number;
  body: unknown;
}

export interface CrmReply {
  data?: unknown;
  error?: string;
}

export type CardErrorKind = 'load' | 'render' | 'worker' | 'rejection';

export interface CardError {
  kind: CardErrorKind;
  message: string;
  stack?: string | undefined;
}

/** What the page answers. */
export interface PageApi {
  hsFetch(request: CardFetchRequest): Promise<CardFetchReply>;
  fetchCrmProperties(names: string[]): Promise<CrmReply>;
  fetchAssociations(request: unknown): Promise<CrmReply>;
  log(level: string, data: string | number): void;
  reportError(error: CardError): void;
}

export interface CardApi {
  context: Record<string, unknown>;
  actions: Record<string, (...args: never[]) => unknown>;
}

/** What the worker answers. */
export interface WorkerApi {
  load(bundleUrl: string): void;
  render(channel: (...args: never[]) => unknown, api: CardApi, componentNames: string[]): void;
  /** Only for the app's pages: where the person is. Before the first render, and at every step after it. */
  setPageLocation(location: { path: string; params: Record<string, string> }): void;
}
