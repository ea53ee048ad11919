import type { RouteName, Routes, WireError } from '#contract';
import { contractOf } from './contract-of.ts';
import { actions, contacts, orders, ordersPage } from './samples.ts';

type Reply = { readonly ok: true; readonly data: unknown } | { readonly ok: false; readonly error: WireError };
type Answer = (body: never, count: number) => unknown;

export type FakeBackend = {
  /** What `hubspot.fetch` becomes. */
  readonly fetch: (url: string, options: { method?: string; body?: unknown; timeout?: number }) => Promise<Response>;
  /** Bodies of a route, oldest first. */
  readonly sent: <R extends RouteName>(route: R) => Routes[R]['request'][];
  /** Changes what a route answers; `count` is 1 for its first call. An `Error` thrown is a call that never arrives. */
  readonly answer: <R extends RouteName>(
    route: R,
    answer: (body: Routes[R]['request'], count: number) => MaybePromise<Routes[R]['response'] | Response | WireErrorReply>,
  ) => void;
  /** Whatever broke the contract, on either side. Empty at the end of a sound test. */
  readonly breaches: string[];
};

type MaybePromise<T> = T | Promise<T>;
type WireErrorReply = { readonly ok: false; readonly error: WireError };

export const ORIGIN = 'https://api.siderail.example';

/** A backend that holds both sides to the contract. Unless told otherwise: two tables, one page of orders, no jobs. */
export function fakeBackend(): FakeBackend {
  const breaches: string[] = [];
  const calls: { route: RouteName; body: unknown }[] = [];
  const answers = new Map<RouteName, Answer>([
    ['list-tables', () => ({ tables: [contacts, orders], related: [], actions, problems: [] })],
    ['view-table', () => ordersPage(1, 25, { totalRows: 1204, nextPage: 'page-2' })],
    ['estimate-export', () => ({ rows: 1204, bytes: 14_000, seconds: 1, apiCalls: 2, lane: 'immediate' })],
    ['list-jobs', () => ({ jobs: [] })],
    ['list-messages', () => ({ messages: [], older: false })],
    ['list-shared', () => ({ files: [], next: null })],
  ]);

  function check(route: RouteName, side: 'request' | 'response', value: unknown) {
    const result = contractOf[route][side].safeParse(value);
    if (!result.success) breaches.push(`${route} ${side}: ${result.error.message}`);
  }

  async function fetch(url: string, options: { method?: string; body?: unknown; timeout?: number }) {
    const route = url.slice(`${ORIGIN}/ui/`.length) as RouteName;
    if (!url.startsWith(`${ORIGIN}/ui/`) || !(route in contractOf)) breaches.push(`unknown address ${url}`);
    if (options.method !== 'POST' || 'headers' in options) breaches.push(`${route}: not a plain POST`);
    check(route, 'request', options.body);
    calls.push({ route, body: structuredClone(options.body) });
    const count = calls.filter((call) => call.route === route).length;
    const answer = answers.get(route);
    if (answer === undefined) throw new Error(`no answer for ${route}`);
    const value = await answer(options.body as never, count);
    if (value instanceof Response) return value;
    const reply: Reply = isErrorReply(value) ? value : { ok: true, data: value };
    if (reply.ok) check(route, 'response', reply.data);
    return Response.json(reply);
  }

  return {
    fetch,
    breaches,
    sent: <R extends RouteName>(route: R) => calls.filter((call) => call.route === route).map(({ body }) => body as Routes[R]['request']),
    answer: (route, answer) => void answers.set(route, answer as Answer),
  };
}

function isErrorReply(value: unknown): value is WireErrorReply {
  return typeof value === 'object' && value !== null && 'ok' in value && value.ok === false;
}
