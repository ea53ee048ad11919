import type { PropertyDefinition } from '../hubspot/index.ts';

/**
 * Whether two values are one to HubSpot: it writes numbers and times its own way and e-mail addresses in lower case, and nothing
 * and the empty text are the same.
 */
export function sameValue({ name, type }: Pick<PropertyDefinition, 'type'> & Partial<Pick<PropertyDefinition, 'name'>>): (one: string | null, other: string | null) => boolean {
  return (one, other) => plain(name, type, one) === plain(name, type, other);
}

function plain(name: string | undefined, type: string, value: string | null): string {
  if (value === null || value === '') return '';
  if (name === 'email') return value.toLowerCase();
  if (type === 'number') return decimal(value);
  if (type === 'datetime') {
    const at = /^\d+$/.test(value) ? Number(value) : Date.parse(value);
    return Number.isNaN(at) ? value : new Date(at).toISOString();
  }
  return value;
}

/** Without zeros that say nothing; longer numbers than a double holds stay exact. */
function decimal(value: string): string {
  const found = /^(-?)0*(\d+?)(?:\.(\d*?)0*)?$/.exec(value);
  if (found === null) return value;
  const [, sign = '', whole = '0', fraction = ''] = found;
  const digits = fraction === '' ? whole : `${whole}.${fraction}`;
  return digits === '0' ? '0' : `${sign}${digits}`;
}
