import type { Measure } from './figure.ts';

export type Verdict = 'met' | 'missed' | 'for information';

/** Whether a measure reaches its goal. */
export function verdict({ own, ratio, goal }: Measure): Verdict {
  if (goal === null) return 'for information';
  const value = goal.on === 'own' ? own : ratio;
  if (value === null) return 'missed';
  const reached = goal.bound === 'at least' ? value >= goal.value : value <= goal.value;
  return reached ? 'met' : 'missed';
}
