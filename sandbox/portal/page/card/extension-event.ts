import type { SyntheticEvent } from 'react';
import type { OverlayRegistry } from './overlay-registry.ts';

export interface ExtensionEvent {
  type: string;
  bubbles: boolean;
  timeStamp: number;
  id: string;
}

let count = 0;

/** The plain copy of a browser event that crosses to the card: no target, no preventDefault. */
export function toExtensionEvent(event: SyntheticEvent): ExtensionEvent {
  return { type: event.type, bubbles: event.bubbles, timeStamp: event.timeStamp, id: `event-${++count}` };
}

/**
 * The second argument of click and submit handlers. Its functions are released when the handler's
 * promise settles, so a later call rejects; HubSpot probably does the same, and stricter is safer.
 */
export function createReactions(overlays: OverlayRegistry) {
  return {
    openModal: (id: string) => overlays.open(id),
    closeModal: (id: string) => overlays.close(id),
    openPanel: (id: string) => overlays.open(id),
    closePanel: (id: string) => overlays.close(id),
  };
}
