import type { WireError } from '@siderail/contract';

/**
 * What became of a call. `uncertain` means that the backend may have done the work although its answer did not
 * arrive: the caller repeats with the same request id, so that nothing happens twice.
 */
export type Outcome<T> =
  | { readonly ok: true; readonly data: T }
  | { readonly ok: false; readonly error: WireError; readonly uncertain: boolean };
