import type { SyntheticEvent } from 'react';
import { useCard } from '../card/card-context.ts';
import { createReactions, toExtensionEvent, type ExtensionEvent } from '../card/extension-event.ts';
import { useHandler } from '../card/use-handler.ts';

export type Reactions = ReturnType<typeof createReactions>;
export type PressHandler = ((event: ExtensionEvent, reactions: Reactions) => unknown) | undefined;

/** Calls a card's click handler with the plain event and the reactions. */
export function usePress(handler: PressHandler): (event: SyntheticEvent) => Promise<unknown> {
  const card = useCard();
  const call = useHandler();
  return (event) => call(handler, toExtensionEvent(event), createReactions(card.overlays));
}
