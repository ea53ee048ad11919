import type { WireError } from '@siderail/contract';

/** A read as the card shows it. `previous` is the last good answer, still on screen while a newer one is on its way. */
export type RequestState<T> =
  | { readonly status: 'loading'; readonly previous: T | null }
  | { readonly status: 'success'; readonly data: T }
  | { readonly status: 'error'; readonly error: WireError; readonly previous: T | null };
