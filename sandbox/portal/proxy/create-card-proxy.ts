import type { CallJournal } from './call-journal.ts';
import { refusal, type CardReply, type CardRequest } from './card-request.ts';
import { checkRequest, PAYLOAD_LIMIT_BYTES, type CheckedRequest } from './check-request.ts';
import { sendOnce, type Answer } from './send-once.ts';
import { signRequest } from './sign-request.ts';

const CONCURRENT_PER_PORTAL = 20;

export interface CardProxyOptions {
  appId: number;
  clientSecret: string;
  permittedUrls: string[];
  /** Where the public origins really are: `{ 'https://api.example.com': 'http://localhost:4701' }`. */
  origins: Record<string, string>;
  defaultPortalId: number;
  isInstalled(portalId: number): Promise<boolean>;
  findUser(portalId: number, userId: number): { email: string } | undefined;
  journal: CallJournal;
  now?: () => number;
}

/**
 * Stands for HubSpot between a card and the app's backend: checks the call, adds the parameters HubSpot
 * adds, signs the public URL, sends it, and repeats once after a 5xx or a failed connection.
 */
export function createCardProxy(options: CardProxyOptions): (request: CardRequest) => Promise<CardReply> {
  const now = options.now ?? Date.now;
  const running = new Map<number, number>();

  async function callBackend(portalId: number, request: CardRequest, checked: CheckedRequest, email: string): Promise<CardReply> {
    const { method, body, timeoutMs } = checked;
    const url = withIdentity(checked.url, { userId: request.userId, portalId, userEmail: email, appId: options.appId });
    const mapped = options.origins[checked.url.origin];
    if (!mapped) return refusal(502, 'BAD_GATEWAY', `The sandbox does not know where ${checked.url.origin} is`);
    const path = url.slice(checked.url.origin.length);
    // The repeat is the same signed request again, byte for byte.
    const headers = {
      host: checked.url.host,
      accept: 'application/json',
      'user-agent': 'HubSpot Connect 2.0 (sandbox)',
      ...(body && { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) }),
      ...(checked.authorization && { authorization: checked.authorization }),
      ...signRequest({ method, url, body, secret: options.clientSecret, now: now() }),
    };
    const deadline = performance.now() + timeoutMs;
    let reply = refusal(504, 'GATEWAY_TIMEOUT', 'Gateway took too long to respond');
    for (const attempt of [1, 2] as const) {
      const started = performance.now();
      if (started >= deadline) return reply;
      const answer = await sendOnce({
        target: new URL(mapped + path),
        method,
        headers,
        body,
        timeoutMs: deadline - started,
        responseLimitBytes: PAYLOAD_LIMIT_BYTES,
      });
      reply = toReply(answer);
      const durationMs = Math.round(performance.now() - started);
      const at = new Date(now()).toISOString();
      options.journal.add({ at, portalId, userId: request.userId, method, url, body: request.body ?? null, attempt, status: reply.status, durationMs });
      if (!isRepeated(answer)) return reply;
    }
    return reply;
  }

  return async function fetchForCard(request) {
    const portalId = request.portalId ?? options.defaultPortalId;
    const refused = (reply: CardReply) => {
      const { userId, method, url, body } = request;
      options.journal.add({ at: new Date(now()).toISOString(), portalId, userId, method, url, body: body ?? null, attempt: 0, status: reply.status, durationMs: 0 });
      return reply;
    };
    const checked = checkRequest(request, options.permittedUrls);
    if ('refused' in checked) return refused(checked.refused);
    const user = options.findUser(portalId, request.userId);
    if (!user) return refused(refusal(400, 'VALIDATION_ERROR', `Portal ${portalId} has no user ${request.userId}`));
    if (!(await options.isInstalled(portalId))) {
      return refused(refusal(403, 'APP_NOT_INSTALLED', `The app is not installed in portal ${portalId}`));
    }
    const count = running.get(portalId) ?? 0;
    if (count >= CONCURRENT_PER_PORTAL) {
      return refused(refusal(429, 'RATE_LIMITS', `More than ${CONCURRENT_PER_PORTAL} requests at once in portal ${portalId}`));
    }
    running.set(portalId, count + 1);
    try {
      return await callBackend(portalId, request, checked, user.email);
    } finally {
      running.set(portalId, (running.get(portalId) ?? 1) - 1);
    }
  };
}

/** The parameters as HubSpot appends them, in its order, with `@` encoded as %40. */
function withIdentity(url: URL, identity: Record<string, string | number>): string {
  const query = Object.entries(identity).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  const bare = url.href.replace(/#.*$/, '');
  return `${bare}${bare.includes('?') ? '&' : '?'}${query.join('&')}`;
}

function isRepeated(answer: Answer): boolean {
  return answer.kind === 'unreachable' || (answer.kind === 'answer' && answer.status >= 500);
}

function toReply(answer: Answer): CardReply {
  if (answer.kind === 'timeout') return refusal(504, 'GATEWAY_TIMEOUT', 'Gateway took too long to respond');
  if (answer.kind === 'unreachable') return refusal(502, 'BAD_GATEWAY', `Could not connect: ${answer.message}`);
  if (answer.kind === 'too-large') return refusal(502, 'BAD_GATEWAY', 'The response is larger than 1 MB');
  if (answer.status >= 300 && answer.status < 400) return refusal(502, 'BAD_GATEWAY', `Redirects are not followed (${answer.status})`);
  const json = parseJson(answer.text);
  if (json === undefined) return refusal(answer.status >= 400 ? answer.status : 502, 'BAD_GATEWAY', 'Invalid JSON Response Body');
  return { status: answer.status, body: json };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
