import { useEffect, useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import { useCard } from '../card/card-context.ts';
import { useHandler } from '../card/use-handler.ts';
import { classes, size, testId, type Base } from './shared.ts';
import { trapFocus } from './trap-focus.ts';
import { useOverlayScope } from './use-overlay.tsx';

interface OverlayProps extends Base {
  id: string;
  title?: string;
  width?: string;
  'aria-label'?: string;
  onOpen?: () => void;
  onClose?: () => void;
}

/** Opens and closes with its trigger or by its id, and tells the card afterwards. */
function useDialog(props: OverlayProps) {
  const scope = useOverlayScope();
  const card = useCard();
  const call = useHandler();
  const isOpen = scope?.isOpen ?? false;
  const wasOpen = useRef(false);
  const { onOpen, onClose } = props;

  useEffect(
    () => card.overlays.register(props.id, { open: () => scope?.setOpen(true), close: () => scope?.setOpen(false) }),
    [card, props.id, scope],
  );
  useEffect(() => {
    if (isOpen === wasOpen.current) return;
    wasOpen.current = isOpen;
    void call(isOpen ? onOpen : onClose);
    // The handlers are proxies whose identity changes with every render of the card.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [isOpen]);

  return { isOpen, close: () => scope?.setOpen(false), trigger: scope?.trigger };
}

/** A dialog that keeps the focus inside, closes on Escape and gives the focus back. */
function Dialog(props: { className: string; label?: string | undefined; isModal: boolean; testId?: string | undefined; onClose(): void; children: ReactNode }) {
  const element = useRef<HTMLDivElement>(null);
  const { onClose, isModal } = props;
  const close = useRef(onClose);
  close.current = onClose;
  useEffect(() => {
    const dialog = element.current;
    return dialog ? trapFocus(dialog, { isModal, onEscape: () => close.current() }) : undefined;
  }, [isModal]);
  return (
    <div
      ref={element}
      className={props.className}
      role="dialog"
      aria-modal={props.isModal || undefined}
      aria-label={props.label}
      tabIndex={-1}
      {...testId(props.testId)}
    >
      {props.children}
    </div>
  );
}

function DialogHeader(props: { title?: string | undefined; onClose(): void }) {
  return (
    <header className="ui-dialog-header">
      <h2>{props.title}</h2>
      <button type="button" className="ui-dialog-close" aria-label="Close" onClick={props.onClose}>
        ✕
      </button>
    </header>
  );
}

export function Modal(props: OverlayProps & { variant?: 'danger' | 'default' }) {
  const { isOpen, close } = useDialog(props);
  if (!isOpen) return null;
  return (
    <div className="ui-backdrop">
      <Dialog
        className={classes('ui-modal', `is-${size(props.width, 'sm')}`, props.variant === 'danger' && 'is-danger')}
        label={props['aria-label'] ?? props.title}
        isModal
        testId={props.testId}
        onClose={close}
      >
        <DialogHeader title={props.title} onClose={close} />
        {props.children}
      </Dialog>
    </div>
  );
}

export function ModalBody(props: Base) {
  return (
    <div className="ui-modal-body" {...testId(props.testId)}>
      {props.children}
    </div>
  );
}

export function ModalFooter(props: Base) {
  return (
    <footer className="ui-modal-footer" {...testId(props.testId)}>
      {props.children}
    </footer>
  );
}

export function Panel(props: OverlayProps & { variant?: 'modal' | 'default' }) {
  const { isOpen, close } = useDialog(props);
  if (!isOpen) return null;
  const isModal = props.variant === 'modal';
  const panel = (
    <Dialog
      className={`ui-panel is-${size(props.width, 'sm')}`}
      label={props['aria-label'] ?? props.title}
      isModal={isModal}
      testId={props.testId}
      onClose={close}
    >
      <DialogHeader title={props.title} onClose={close} />
      {props.children}
    </Dialog>
  );
  return isModal ? <div className="ui-backdrop is-panel">{panel}</div> : panel;
}

export function PanelBody(props: Base) {
  return (
    <div className="ui-panel-body" {...testId(props.testId)}>
      {props.children}
    </div>
  );
}

export function PanelSection(props: Base & { flush?: boolean }) {
  return (
    <section className={classes('ui-panel-section', props.flush && 'is-flush')} {...testId(props.testId)}>
      {props.children}
    </section>
  );
}

export function PanelFooter(props: Base) {
  return (
    <footer className="ui-panel-footer" {...testId(props.testId)}>
      {props.children}
    </footer>
  );
}

type Placement = 'top' | 'bottom' | 'left' | 'right';

/** Shown while its trigger is hovered or focused. */
export function Tooltip(props: Base & { placement?: Placement }) {
  const scope = useOverlayScope();
  const [position, setPosition] = useState<{ left: number; top: number }>();
  const isShown = scope?.isHovered ?? false;
  const trigger = scope?.trigger;
  useLayoutEffect(() => {
    const box = isShown ? trigger?.current?.getBoundingClientRect() : undefined;
    setPosition(box && anchor(box, props.placement ?? 'top'));
  }, [isShown, trigger, props.placement]);
  if (!isShown || !position) return null;
  return (
    <div className={`ui-tooltip is-${props.placement ?? 'top'}`} role="tooltip" style={position} {...testId(props.testId)}>
      {props.children}
    </div>
  );
}

function anchor(box: DOMRect, placement: Placement): { left: number; top: number } {
  const middle = { left: box.left + box.width / 2, top: box.top + box.height / 2 };
  if (placement === 'left') return { ...middle, left: box.left - 6 };
  if (placement === 'right') return { ...middle, left: box.right + 6 };
  return { ...middle, top: placement === 'bottom' ? box.bottom + 6 : box.top - 6 };
}
