import type { RequestState } from './request-state.ts';

/** The newest good answer, or null before there is one. */
export function latestData<T>(state: RequestState<T>): T | null {
  return state.status === 'success' ? state.data : state.previous;
}
