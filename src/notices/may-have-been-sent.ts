const BEFORE_THE_MESSAGE = new Set(['CONN', 'EHLO', 'HELO', 'STARTTLS', 'AUTH', 'MAIL FROM', 'RCPT TO']);

/**
 * Whether a failed SMTP dialogue may still have delivered. A refusal by the server is sure, and so is a failure
 * before the message was handed over; a connection that broke after it is not.
 */
export function mayHaveBeenSent(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return true;
  const { responseCode, command, code } = error as { responseCode?: unknown; command?: unknown; code?: unknown };
  if (typeof responseCode === 'number' && responseCode >= 400) return false;
  if (code === 'EDNS' || code === 'ECONNREFUSED' || code === 'EAUTH' || code === 'EENVELOPE') return false;
  return !(typeof command === 'string' && BEFORE_THE_MESSAGE.has(command.toUpperCase()));
}
