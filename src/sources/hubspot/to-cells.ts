import type { Cell, Column } from '#contract';
import type { HubSpotObject } from '../../hubspot/index.ts';
import { RECORD_ID } from './standard-properties.ts';
import { toMilliseconds } from './to-milliseconds.ts';

export type ToCells = (object: HubSpotObject) => Cell[];

/**
 * Makes the function that turns a record into cells, in the order of `keys`. Values stay as HubSpot wrote them; nothing
 * and empty text are both null, and dates that came as milliseconds become ISO 8601.
 */
export function toCells(keys: readonly string[], columns: readonly Column[]): ToCells {
  const plan = keys.map((key) => ({ key, type: columns.find((column) => column.key === key)?.type ?? 'text' }));

  return (object) => plan.map(({ key, type }) => {
    if (key === RECORD_ID) return object.id;
    const raw = object.properties[key];
    if (raw === undefined || raw === null || raw === '') return null;
    if (type !== 'date' && type !== 'datetime') return typeof raw === 'string' ? raw : String(raw);
    return toIso(raw, type);
  });
}

function toIso(raw: string, type: 'date' | 'datetime'): string {
  if (!/^-?\d{5,16}$/.test(raw)) return raw;
  const at = new Date(toMilliseconds(raw) ?? Number.NaN);
  if (Number.isNaN(at.getTime())) return raw;
  return type === 'date' ? at.toISOString().slice(0, 10) : at.toISOString();
}
