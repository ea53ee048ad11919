import { useEffect, useState } from 'react';

/** A timer does not run while a laptop sleeps, so the clock is looked at again after so long at most. */
const LOOK_MS = 30_000;

/** Whether this moment (ISO) has passed; draws again when it does. A moment that cannot be read has passed; null never does. */
export function useIsOver(moment: string | null): boolean {
  const [passed, setPassed] = useState<string | null>(null);
  useEffect(() => {
    if (moment === null) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = (): void => {
      const left = Date.parse(moment) - Date.now();
      if (left > 0) timer = setTimeout(look, Math.min(left, LOOK_MS));
      else setPassed(moment);
    };
    look();
    return () => clearTimeout(timer);
  }, [moment]);
  return moment !== null && passed === moment;
}
