const DAY_SECONDS = 86_400;

/**
 * `Retry-After` in milliseconds, null when absent or not a number. HubSpot documents seconds, answers in milliseconds
 * were seen as well: what is above `mostSeconds` cannot be seconds.
 */
export function retryAfterMs(header: string | null, mostSeconds: number = DAY_SECONDS): number | null {
  if (header === null || !/^\d{1,9}(\.\d+)?$/.test(header.trim())) return null;
  const value = Number(header);
  const ms = value > mostSeconds ? value : value * 1000;
  return Math.min(ms, DAY_SECONDS * 1000);
}
