import { useContext } from 'react';
import { CardContext, type Card } from '../card-context.ts';

/** What all parts of the card share. Only inside `CardFrame`. */
export function useCard(): Card {
  const card = useContext(CardContext);
  if (card === null) throw new Error('useCard was called outside CardFrame');
  return card;
}
