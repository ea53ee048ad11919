import { connect } from 'node:net';

/** A loaded machine may take so long before it answers at all. */
const FIRST_BYTE_MS = 6_000;

/**
 * Writes bytes to a server as they are and reads until it closes, or until `quietMs` passed without a further byte. For
 * requests that no HTTP library would send.
 */
export function sendRaw(origin: string, pieces: readonly (string | Uint8Array)[], options: { readonly quietMs?: number; readonly pauseMs?: number } = {}): Promise<string> {
  const { quietMs = 1_500, pauseMs = 0 } = options;
  const { hostname, port } = new URL(origin);
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(Number(port), hostname, () => void write());
    async function write(): Promise<void> {
      for (const piece of pieces) {
        if (socket.destroyed) return;
        if (!socket.write(piece)) await new Promise((drained) => socket.once('drain', drained).once('close', drained));
        if (pauseMs > 0) await new Promise((passed) => setTimeout(passed, pauseMs));
      }
    }
    const done = (): void => {
      clearTimeout(quiet);
      socket.destroy();
      resolve(answer);
    };
    let quiet = setTimeout(done, Math.max(quietMs, FIRST_BYTE_MS) + pauseMs * pieces.length);
    socket.on('data', (data) => {
      answer += data.toString('latin1');
      clearTimeout(quiet);
      quiet = setTimeout(done, quietMs);
    });
    socket.on('error', done).on('close', done);
  });
}

/** Status of the first answer in what `sendRaw` read; 0: there was none. */
export function statusOf(answer: string): number {
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);
}
