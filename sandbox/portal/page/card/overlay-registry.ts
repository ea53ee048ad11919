export interface OverlayHandle {
  open(): void;
  close(): void;
}

export interface OverlayRegistry {
  register(id: string, handle: OverlayHandle): () => void;
  open(id: string): void;
  close(id: string): void;
}

/** The modals and panels of one card, by the id the card gave them. An unknown id is ignored, as in HubSpot. */
export function createOverlayRegistry(): OverlayRegistry {
  const handles = new Map<string, OverlayHandle>();
  return {
    register(id, handle) {
      handles.set(id, handle);
      return () => {
        if (handles.get(id) === handle) handles.delete(id);
      };
    },
    open: (id) => handles.get(id)?.open(),
    close: (id) => handles.get(id)?.close(),
  };
}
