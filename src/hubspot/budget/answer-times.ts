import { createUsualTime, type UsualTime } from './usual-time.ts';

/** Kinds of calls there can be at once; far more than HubSpot has for us. */
const MOST = 300;

/** The usual times of each kind of call in one process. */
export function createAnswerTimes(): (kind: string) => UsualTime {
  const times = new Map<string, UsualTime>();
  return (kind) => {
    const known = times.get(kind);
    if (known !== undefined) return known;
    if (times.size >= MOST) times.clear();
    const fresh = createUsualTime();
    times.set(kind, fresh);
    return fresh;
  };
}
