import { newRequestId } from '@siderail/client';

/** A UUID for one selection; the backend keeps what it names apart for each person. */
export function newSelectionId(): string {
  const digits = newRequestId();
  return [digits.slice(0, 8), digits.slice(8, 12), `4${digits.slice(13, 16)}`, `8${digits.slice(17, 20)}`, digits.slice(20, 32)].join('-');
}
