/** Ends this process, as kill -9 would, when the named point is passed for the n-th time. Does nothing without a name. */
export function createCrashPoint(at: string | undefined): (name: string) => void {
  if (at === undefined) return () => undefined;
  const [wanted, count] = at.split(':');
  let left = Number(count ?? 1);
  return (name) => {
    if (name !== wanted) return;
    left -= 1;
    if (left === 0) process.kill(process.pid, 'SIGKILL');
  };
}
