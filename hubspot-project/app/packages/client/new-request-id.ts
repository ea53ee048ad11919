/** An id for one click, 32 characters of [0-9a-f]. Where the worker has no crypto, time and chance are enough: it names a click, it protects nothing. */
export function newRequestId(): string {
  if (typeof crypto !== 'undefined' && typeof crypto.randomUUID === 'function') return crypto.randomUUID().replaceAll('-', '');
  const words = Array.from({ length: 3 }, () => Math.floor(Math.random() * 2 ** 32));
  return [Date.now() % 2 ** 32, ...words].map((word) => word.toString(16).padStart(8, '0')).join('');
}
