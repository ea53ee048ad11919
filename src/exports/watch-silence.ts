import { AppError } from '../core/errors/index.ts';

/** Looks in one silence. They are counted instead of read off a clock, so that a machine that slept is not taken for a silent source. */
const LOOKS = 10;
/** What is told to stop may take so long to do so; then it is left behind. Its job's fence refuses whatever it still writes. */
const GRACE_MS = 5_000;

export type SilenceWatch = {
  /** Aborts when nothing has moved for so long (source.timeout), or with the reason of the signal the watch was made with. */
  readonly signal: AbortSignal;
  /** Something came or was stored. */
  moved(): void;
  /** What waits on purpose is not silent. */
  waits<T>(work: () => Promise<T>): Promise<T>;
  /** What gives up, ends or is silent from here on does so by itself. */
  end(): void;
  /** The work's outcome, or why it was to stop, also of work that does not heed the signal. Ends the watch. */
  guard<T>(work: Promise<T>): Promise<T>;
};

/** Gives up a reading in which nothing moves for `silentMs`, whatever it waits for: its place is wanted by others of its account. */
export function watchSilence(silentMs: number, signal: AbortSignal): SilenceWatch {
  const silent = new AbortController();
  const { promise: left, reject: leave } = Promise.withResolvers<never>();
  left.catch(ignore);
  const stopped = AbortSignal.any([signal, silent.signal]);
  let looks = 0;
  let waiting = 0;
  let over = false;

  const timer = setInterval(() => {
    looks = waiting > 0 ? 0 : looks + 1;
    if (looks <= LOOKS) return;
    clearInterval(timer);
    silent.abort(saidNothing(silentMs));
  }, silentMs / LOOKS).unref();
  stopped.addEventListener('abort', () => setTimeout(() => { if (!over) leave(stopped.reason); }, GRACE_MS).unref(), { once: true });

  function end(): void {
    over = true;
    clearInterval(timer);
  }

  return {
    signal: stopped,
    moved() { looks = 0; },
    async waits(work) {
      waiting += 1;
      try {
        return await work();
      } finally {
        waiting -= 1;
        looks = 0;
      }
    },
    end,
    async guard(work) {
      try {
        return await Promise.race([work, left]);
      } catch (thrown) {
        // The silence, not the echo it caused in the source.
        throw silent.signal.aborted ? silent.signal.reason : thrown;
      } finally {
        end();
      }
    },
  };
}

function saidNothing(silentMs: number): AppError {
  return new AppError('source.timeout', {
    userMessage: 'The system this table comes from said nothing for minutes.', fix: 'Ask an admin to check the connection, then try again.',
    detail: `nothing moved for ${silentMs} ms`,
  });
}

function ignore(): void {}
