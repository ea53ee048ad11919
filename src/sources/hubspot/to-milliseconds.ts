/** A date or date-time as HubSpot writes it (ISO 8601, or milliseconds since 1970) in milliseconds; null when neither. */
export function toMilliseconds(raw: string): number | null {
  if (/^-?\d{5,16}$/.test(raw)) return Number(raw);
  const ms = Date.parse(raw);
  return Number.isNaN(ms) ? null : ms;
}
