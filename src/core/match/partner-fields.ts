import { guessFields } from './guess-fields.ts';
import type { MatchField } from './match-field.ts';

/** A column of a partner's table, and whether its values are texts or can be ids. */
export type PartnerColumn = { readonly name: string; readonly isText: boolean; readonly isId: boolean };

/** Which column holds what can be compared, guessed by name. `shown`: only these, where the connection names some. */
export function partnerFields(columns: readonly PartnerColumn[], shown: readonly string[] | undefined, customers: boolean): Partial<Record<MatchField, string>> {
  const open = columns.filter(({ name }) => shown?.includes(name) ?? true);
  const names = (wanted: readonly PartnerColumn[]): string[] => wanted.map(({ name }) => name);
  const { externalId } = guessFields(names(open.filter(({ isId }) => isId)), { customers });
  return { ...guessFields(names(open.filter(({ isText }) => isText)), { customers }), ...(externalId === undefined ? {} : { externalId }) };
}
