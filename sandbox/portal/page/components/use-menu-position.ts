import { useEffect, useLayoutEffect, useRef, useState, type CSSProperties, type RefObject } from 'react';

const GAP = 4;

/**
 * Where an open menu stands: below its trigger, or above where there is no room, and never over the right edge.
 * Its place is fixed to the window, because the scrolling box of a table would cut it off; so scrolling closes it.
 */
export function useMenuPosition(trigger: RefObject<HTMLElement | null>, menu: RefObject<HTMLElement | null>, isOpen: boolean, close: () => void): CSSProperties {
  const [position, setPosition] = useState<CSSProperties>({ left: 0, top: 0 });
  const latest = useRef(close);
  latest.current = close;

  useLayoutEffect(() => {
    if (!isOpen || !trigger.current || !menu.current) return;
    const box = trigger.current.getBoundingClientRect();
    const { offsetWidth, offsetHeight } = menu.current;
    const hasRoomBelow = box.bottom + GAP + offsetHeight <= innerHeight;
    setPosition({
      left: Math.max(GAP, Math.min(box.left, innerWidth - offsetWidth - GAP)),
      top: hasRoomBelow ? box.bottom + GAP : Math.max(GAP, box.top - GAP - offsetHeight),
    });
  }, [isOpen, trigger, menu]);

  useEffect(() => {
    if (!isOpen) return undefined;
    const onMove = () => latest.current();
    addEventListener('scroll', onMove, { capture: true });
    addEventListener('resize', onMove);
    return () => {
      removeEventListener('scroll', onMove, { capture: true });
      removeEventListener('resize', onMove);
    };
  }, [isOpen]);

  return position;
}
