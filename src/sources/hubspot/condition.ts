import type { FilterOperator } from '#contract';

/** How a property's values compare. */
export type ValueKind = 'text' | 'choice' | 'number' | 'time' | 'boolean';

/**
 * A filter that was checked against its property. `value` is normalised: a number as written, a date or date-time as
 * milliseconds since 1970, a choice as HubSpot's internal value, text as typed.
 */
export type Condition = { readonly property: string; readonly kind: ValueKind } & (
  | { readonly operator: 'empty' }
  | { readonly operator: 'not_empty' }
  | { readonly operator: Exclude<FilterOperator, 'empty' | 'not_empty'>; readonly value: string }
);

/** The words of a text as HubSpot's index cuts them: runs of letters and digits, in lower case. */
export function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}
