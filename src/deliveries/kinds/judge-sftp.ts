import { AppError } from '../../core/errors/index.ts';
import type { Outcome } from '../define-kind.ts';
import { WrongHostKey } from './sftp-connect.ts';

/** SFTP status codes (draft-ietf-secsh-filexfer-02, 7). */
const NO_SUCH_FILE = 2;
const DENIED = 3;

/** What ssh2 threw. Errors of our own file store pass through. */
export function judgeSftp(thrown: unknown): Outcome {
  if (thrown instanceof AppError) throw thrown;
  if (thrown instanceof WrongHostKey) return { state: 'not_sent', final: true, reason: 'The server has another key than the one that was entered. Nothing was sent.' };
  const { level, code, message = '' } = thrown as { level?: string; code?: unknown; message?: string };
  if (level === 'client-authentication') return { state: 'not_sent', final: true, reason: 'The server does not let us in. Check user and password or key.' };
  if (/Cannot parse privateKey|Encrypted private/i.test(message)) return { state: 'not_sent', final: true, reason: 'The private key cannot be read. It must be without a passphrase.' };
  if (code === DENIED) return { state: 'not_sent', final: true, reason: 'The server does not let us write into this folder.' };
  if (code === NO_SUCH_FILE) return { state: 'not_sent', final: true, reason: 'There is no such folder on the server.' };
  return { state: 'not_sent', reason: typeof code === 'number' ? 'The server broke off or is full.' : 'The server does not answer or broke off.' };
}
