import type { MailOutcome } from '../src/context/index.ts';

/** The server ends the connection; behind DATA it says nothing about the message (RFC 5321, 3.8). */
const CLOSING = 421;

/**
 * What a failed SMTP dialogue means for the mail. Before DATA nothing can have gone out; behind it only the server's
 * own refusal is sure.
 */
export function judgeMail(error: unknown, handedOver: boolean): MailOutcome {
  const { message, responseCode } = (typeof error === 'object' && error !== null ? error : {}) as { message?: unknown; responseCode?: unknown };
  const reason = typeof message === 'string' ? message.slice(0, 300) : 'unknown';
  const refused = typeof responseCode === 'number' && responseCode >= 400 && responseCode !== CLOSING;
  return { state: handedOver && !refused ? 'uncertain' : 'not_sent', reason };
}
