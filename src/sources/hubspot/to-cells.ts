import type { Cell, Column } from '#contract';
import type { HubSpotObject } from '../../hubspot/index.ts';
import { inWords, type WordsByProperty } from './choice-words.ts';
import { propertyOf } from './property-of.ts';
import { RECORD_ID } from './standard-properties.ts';
import { toMilliseconds } from './to-milliseconds.ts';

export type ToCells = (object: HubSpotObject) => Cell[];

/**
 * Makes the function that turns a record into cells, in the order of `keys`. Values stay as HubSpot wrote them, but
 * choices become their labels; nothing and empty text are both null, and dates that came as milliseconds become ISO 8601.
 */
export function toCells(keys: readonly string[], columns: readonly Column[], words: WordsByProperty): ToCells {
  const plan = keys.map((key) => {
    const { type = 'text', choices } = columns.find((column) => column.key === key) ?? {};
    const property = propertyOf(key);
    return { property, type, words: choices === 'labels' ? words.get(property) : undefined };
  });

  return (object) => plan.map(({ property, type, words: own }) => {
    if (property === RECORD_ID) return object.id;
    const raw = object.properties[property];
    if (raw === undefined || raw === null || raw === '') return null;
    if (own !== undefined) return inWords(raw, own);
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
