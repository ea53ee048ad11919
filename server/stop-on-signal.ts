/** Ends the process in order on SIGTERM or SIGINT, and in any case after ten seconds. */
export function stopOnSignal(stop: () => Promise<void>): void {
  let stopping = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      setTimeout(() => process.exit(1), 10_000).unref();
      stop().then(() => process.exit(0), () => process.exit(1));
    });
  }
}
