import type { MailOutcome } from '../src/context/index.ts';

/** The server ends the connection; behind DATA it says nothing about the message (RFC 5321, 3.8). */
const CLOSING = 421;

/**
 * What a failed SMTP dialogue means for the mail. Before DATA nothing can have gone out; behind it only the server's
 * own refusal is sure.
 */
export function judgeMail(error: unknown, handedOver: boolean): MailOutcome {
  const { message, responseCode, code } = (typeof error === 'object' && error !== null ? error : {}) as { message?: unknown; responseCode?: unknown; code?: unknown };
  const reason = typeof message === 'string' ? message.slice(0, 300) : 'unknown';
  const refused = typeof responseCode === 'number' && responseCode >= 400 && responseCode !== CLOSING;
  // The server will never take this mail to this person; one that refuses us (our name, our login) may yet (F50).
  if (refused && responseCode >= 500 && (code === 'EENVELOPE' || code === 'EMESSAGE')) return { state: 'not_sent', reason, final: true };
  return { state: handedOver && !refused ? 'uncertain' : 'not_sent', reason };
}
