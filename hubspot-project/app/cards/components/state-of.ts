import type { WireError } from '@siderail/contract';
import type { Texts } from '../texts/use-texts.ts';

const STATES: Readonly<Record<string, keyof Texts['states']>> = {
  'portal.not_installed': 'notConnected',
  'portal.needs_reauth': 'notConnected',
  'hubspot.missing_scope': 'notConnected',
  'access.refused': 'notAllowed',
  'hubspot.rate_limited': 'busy',
  'card.busy': 'busy',
};

/** What an error means for the card as a whole, when it is no fault: not connected, not allowed, over the allowance. Null: a fault. */
export function stateOf({ code }: WireError, texts: Texts): string | null {
  const state = STATES[code];
  return state === undefined ? null : texts.states[state];
}
