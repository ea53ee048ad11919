import { useCallback } from 'react';
import { useCard } from './card-context.ts';

/** A handler of the card: a proxy into the worker, whose failure must never break the page. */
export type Handler<Args extends unknown[]> = ((...args: Args) => unknown) | undefined;

/** Calls the card's handlers; a rejection is reported once and resolves to undefined. */
export function useHandler(): <Args extends unknown[]>(handler: Handler<Args>, ...args: Args) => Promise<unknown> {
  const card = useCard();
  return useCallback(
    async (handler, ...args) => {
      if (!handler) return undefined;
      try {
        return await handler(...args);
      } catch (error) {
        card.reportError('handler', error);
        return undefined;
      }
    },
    [card],
  );
}
