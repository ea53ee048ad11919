export type Turns = {
  /**
   * Waits until it is one's turn; answers the function that ends it. `onWait` is called when others have to end theirs
   * first. An abort, or a failure of `onWait`, leaves the line.
   */
  take(signal: AbortSignal, onWait: () => Promise<void>): Promise<() => void>;
};

/** What at most so many do at the same time in this process; the others wait in line. */
export function createTurns(most: number): Turns {
  const line: (() => void)[] = [];
  let taken = 0;

  function end(): void {
    const next = line.shift();
    if (next === undefined) taken -= 1;
    else next();
  }

  async function wait(signal: AbortSignal, onWait: () => Promise<void>): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    promise.catch(() => undefined);
    let mine = false;
    const enter = (): void => {
      mine = true;
      resolve();
    };
    const leave = (): void => reject(signal.reason as Error);
    line.push(enter);
    signal.addEventListener('abort', leave, { once: true });
    try {
      await onWait();
      await promise;
    } catch (thrown) {
      // It may have become one's turn in the very moment of the failure.
      if (mine) end();
      else line.splice(line.indexOf(enter), 1);
      throw thrown;
    } finally {
      signal.removeEventListener('abort', leave);
    }
  }

  return {
    async take(signal, onWait) {
      signal.throwIfAborted();
      if (taken < most) taken += 1;
      else await wait(signal, onWait);
      let ended = false;
      return () => {
        if (!ended) end();
        ended = true;
      };
    },
  };
}
