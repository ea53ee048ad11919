import { createContext, useContext, useEffect, useRef, useState, type KeyboardEvent, type ReactNode, type Ref } from 'react';
import { useHandler } from '../card/use-handler.ts';
import { classes, size, testId, type Base } from './shared.ts';
import { useMenuPosition } from './use-menu-position.ts';
import { useOverlay } from './use-overlay.tsx';
import { usePress, type PressHandler } from './use-press.ts';

const MenuContext = createContext<() => void>(() => undefined);

interface DropdownProps extends Base {
  buttonText?: string;
  variant?: 'primary' | 'secondary' | 'transparent';
  buttonSize?: string;
  disabled?: boolean;
  options?: { label: string; onClick?: () => void }[];
}

export function Dropdown(props: DropdownProps) {
  const call = useHandler();
  const [isOpen, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const menu = useRef<HTMLDivElement>(null);
  const position = useMenuPosition(box, menu, isOpen, () => setOpen(false));
  useClickOutside(box, isOpen, () => setOpen(false));

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Escape') setOpen(false);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const items = [...(box.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
    const at = items.indexOf(document.activeElement as HTMLElement);
    items[(at + step + items.length) % items.length]?.focus();
  }

  return (
    <div className="ui-dropdown" ref={box} onKeyDown={onKeyDown} {...testId(props.testId)}>
      <button
        type="button"
        className={classes('ui-button', `is-${props.variant ?? 'secondary'}`, `is-${size(props.buttonSize, 'md')}`)}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        disabled={props.disabled}
        onClick={() => setOpen(!isOpen)}
      >
        {props.buttonText ?? 'Actions'} <span aria-hidden="true">▾</span>
      </button>
      {/* The items stay mounted while the menu is closed: an overlay they opened belongs to them. */}
      <div role="menu" className="ui-menu" ref={menu} style={position} hidden={!isOpen}>
        <MenuContext.Provider value={() => setOpen(false)}>
          {props.children}
          {props.options?.map((option) => (
            <MenuItem key={option.label} onSelect={() => void call(option.onClick)}>
              {option.label}
            </MenuItem>
          ))}
        </MenuContext.Provider>
      </div>
    </div>
  );
}

function MenuItem(props: { onSelect(): void; children: ReactNode }) {
  const close = useContext(MenuContext);
  return (
    <button
      type="button"
      role="menuitem"
      onClick={() => {
        props.onSelect();
        close();
      }}
    >
      {props.children}
    </button>
  );
}

export function DropdownButtonItem(props: Base & { onClick?: PressHandler; overlay?: ReactNode }) {
  const close = useContext(MenuContext);
  const press = usePress(props.onClick);
  const { element, hover, trigger, open } = useOverlay(props.overlay);
  return (
    <>
      <button
        type="button"
        role="menuitem"
        ref={trigger as Ref<HTMLButtonElement>}
        onClick={(event) => {
          void press(event);
          open();
          close();
        }}
        {...hover}
        {...testId(props.testId)}
      >
        {props.children}
      </button>
      {element}
    </>
  );
}

/** Calls `close` when the person presses the mouse outside of the box while it is open. */
export function useClickOutside(box: { current: HTMLElement | null }, isOpen: boolean, close: () => void): void {
  const latest = useRef(close);
  latest.current = close;
  useEffect(() => {
    if (!isOpen) return undefined;
    function onPointerDown(event: PointerEvent): void {
      if (!box.current?.contains(event.target as Node)) latest.current();
    }
    document.addEventListener('pointerdown', onPointerDown);
    return () => document.removeEventListener('pointerdown', onPointerDown);
  }, [box, isOpen]);
}
