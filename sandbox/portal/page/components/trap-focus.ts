const FOCUSABLE = 'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), [tabindex="0"]';

/** Moves the focus into a dialog, keeps Tab inside a modal one, and returns the focus when it is undone. */
export function trapFocus(dialog: HTMLElement, options: { isModal: boolean; onEscape(): void }): () => void {
  const before = document.activeElement;
  const focusable = () => [...dialog.querySelectorAll<HTMLElement>(FOCUSABLE)].filter((item) => item.offsetParent !== null);
  const firstField = focusable().find((item) => !item.classList.contains('ui-dialog-close'));
  (firstField ?? dialog).focus({ preventScroll: true });

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Escape') return options.onEscape();
    if (event.key !== 'Tab' || !options.isModal) return;
    const items = focusable();
    const edge = event.shiftKey ? items[0] : items.at(-1);
    const other = event.shiftKey ? items.at(-1) : items[0];
    if (document.activeElement !== edge && dialog.contains(document.activeElement)) return;
    event.preventDefault();
    other?.focus();
  }

  dialog.addEventListener('keydown', onKeyDown);
  return () => {
    dialog.removeEventListener('keydown', onKeyDown);
    if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
  };
}
