import { AppError } from '../../core/errors/index.ts';
import type { CallRequest } from '../gateway.ts';
import { throwIfAborted } from '../throw-if-aborted.ts';
import { readBody } from './read-body.ts';

export type RawAnswer = { readonly status: number; readonly headers: Headers; readonly body: string };

/** `unsent`: no connection came about, so HubSpot cannot have seen the request. */
export type Sent = { readonly answer: RawAnswer } | { readonly broken: AppError; readonly unsent: boolean };

const NEVER_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT']);

export type SendOptions = {
  readonly apiUrl: string;
  readonly fetch: typeof fetch;
  readonly timeoutMs: number;
  readonly token: string;
  /** Told when the answer begins, whatever it says; false: it is none of success, or the call was sent and none came. */
  readonly onAnswer: (success: boolean) => void;
};

/**
 * One request over the wire, body included, within `timeoutMs`; never follows a redirect. A passed limit and a broken
 * connection are answers here; the caller's own abort and a body that is too large are thrown.
 */
export async function sendOnce(request: CallRequest<unknown>, options: SendOptions): Promise<Sent> {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), options.timeoutMs);
  const leave = (): void => limit.abort();
  request.signal.addEventListener('abort', leave, { once: true });
  let answered = false;
  try {
    throwIfAborted(request.signal);
    const response = await options.fetch(address(request, options.apiUrl), {
      method: request.method,
      headers: {
        authorization: `Bearer ${options.token}`,
        accept: 'application/json',
        ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: request.form !== undefined ? request.form() : request.body === undefined ? null : JSON.stringify(request.body),
      redirect: 'manual',
      signal: limit.signal,
    });
    answered = true;
    options.onAnswer(response.ok);
    return { answer: { status: response.status, headers: response.headers, body: await readBody(response) } };
  } catch (thrown) {
    throwIfAborted(request.signal);
    if (thrown instanceof AppError) throw thrown;
    if (limit.signal.aborted) {
      const detail = `HubSpot did not answer ${request.method} ${request.path} within ${options.timeoutMs} ms`;
      return { broken: new AppError('source.timeout', { detail }), unsent: false };
    }
    const reason = reasonOf(thrown);
    return { broken: new AppError('hubspot.unavailable', { detail: `connection to HubSpot broke: ${reason}` }), unsent: NEVER_CONNECTED.has(reason) };
  } finally {
    if (!answered) options.onAnswer(false);
    clearTimeout(timer);
    request.signal.removeEventListener('abort', leave);
    limit.abort();
  }
}

function address(request: CallRequest<unknown>, apiUrl: string): string {
  const url = new URL(request.path, apiUrl);
  for (const [name, value] of Object.entries(request.query ?? {})) url.searchParams.set(name, value);
  return url.href;
}

/** The error's own words could quote an address or a header; its code cannot. */
function reasonOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return 'unknown reason';
  const cause: unknown = thrown.cause;
  if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string') return cause.code;
  return thrown.name;
}
