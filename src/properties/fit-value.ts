import type { Column } from '#contract';
import type { PropertyDefinition } from '../hubspot/index.ts';

/** HubSpot takes 65,536 characters in a text (properties guide, read 2026-11-22). */
const LONGEST_TEXT = 65_536;
const NUMBER = /^-?\d{1,15}(\.\d{1,10})?$/;
const DAY = /^\d{4}-\d\d-\d\d$/;

/** The cell as HubSpot wants it in this property; null when it does not fit. Nothing is guessed: no day out of a time, no number out of words. */
export function fitValue(cell: string, { type }: Pick<Column, 'type'>, property: PropertyDefinition): string | null {
  switch (property.type) {
    case 'string':
    case 'phone_number':
      return property.fieldType === 'html' || cell.length > LONGEST_TEXT ? null : cell;
    case 'number':
      return NUMBER.test(cell) ? cell : null;
    case 'date':
      return (type === 'date' || type === 'text') && isDay(cell) ? cell : null;
    case 'datetime':
      return type === 'datetime' && !Number.isNaN(Date.parse(cell)) ? new Date(cell).toISOString() : null;
    case 'bool':
      return cell === 'true' || cell === 'false' ? cell : null;
    case 'enumeration':
      return property.fieldType === 'checkbox' ? null : optionOf(cell, property);
    default:
      return null;
  }
}

function isDay(cell: string): boolean {
  return DAY.test(cell) && !Number.isNaN(Date.parse(cell)) && new Date(cell).toISOString().startsWith(cell);
}

/** By internal value first, then by what people read, in any case. */
function optionOf(cell: string, { options }: PropertyDefinition): string | null {
  const wanted = cell.trim().toLowerCase();
  const found = options.find(({ value }) => value === cell) ?? options.find(({ label }) => label.toLowerCase() === wanted);
  return found?.value ?? null;
}
