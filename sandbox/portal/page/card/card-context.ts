import { createContext, useContext } from 'react';
import type { OverlayRegistry } from './overlay-registry.ts';

export interface CardScope {
  overlays: OverlayRegistry;
  /** The host names HubSpot opens in the same tab; every other link opens a new one. */
  isHostUrl(url: string): boolean;
  reportError(kind: string, error: unknown): void;
}

export const CardContext = createContext<CardScope | undefined>(undefined);

/** The card a host component is drawn in. */
export function useCard(): CardScope {
  const card = useContext(CardContext);
  if (!card) throw new Error('A host component was drawn outside of a card');
  return card;
}
