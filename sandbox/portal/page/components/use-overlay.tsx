import { createContext, useContext, useMemo, useRef, useState, type ReactNode, type RefObject, type SyntheticEvent } from 'react';
import { createPortal } from 'react-dom';

export interface OverlayScope {
  isOpen: boolean;
  setOpen(open: boolean): void;
  /** The trigger is hovered or focused: only a Tooltip looks at this. */
  isHovered: boolean;
  trigger: RefObject<HTMLElement | null>;
}

const OverlayContext = createContext<OverlayScope | undefined>(undefined);

/** The trigger a Modal, Panel or Tooltip belongs to; undefined when it was drawn without one. */
export function useOverlayScope(): OverlayScope | undefined {
  return useContext(OverlayContext);
}

/** React bubbles events of a portal to the trigger's ancestors; a click in a modal is no click on the card behind it. */
function stop(event: SyntheticEvent): void {
  event.stopPropagation();
}

/**
 * The overlay of a trigger component (Button, Link, Tag, ...): `element` goes next to the trigger,
 * `hover` onto it, `open` is called after the card's own click handler was started.
 */
export function useOverlay(overlay: ReactNode) {
  const [isOpen, setOpen] = useState(false);
  const [isHovered, setHovered] = useState(false);
  const trigger = useRef<HTMLElement | null>(null);
  const scope = useMemo(() => ({ isOpen, setOpen, isHovered, trigger }), [isOpen, isHovered]);
  const element = overlay
    ? createPortal(
        <OverlayContext.Provider value={scope}>
          <div className="ui-overlay-root" onClick={stop} onSubmit={stop} onChange={stop} onKeyDown={stop} onFocus={stop} onBlur={stop}>
            {overlay}
          </div>
        </OverlayContext.Provider>,
        document.body,
      )
    : null;
  const hover = overlay
    ? {
        onMouseEnter: () => setHovered(true),
        onMouseLeave: () => setHovered(false),
        onFocus: () => setHovered(true),
        onBlur: () => setHovered(false),
      }
    : {};
  return { element, hover, trigger, open: () => setOpen(true) };
}
