import { createContext, useContext, useEffect, useId, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useHandler } from '../card/use-handler.ts';
import { Icon } from './icon.tsx';
import { classes, size, testId, type Base } from './shared.ts';

interface AccordionProps extends Base {
  title: string;
  defaultOpen?: boolean;
  open?: boolean;
  disabled?: boolean;
  size?: string;
  onClick?: () => void;
}

/** With `open` the card holds the state; without it the accordion does. */
export function Accordion(props: AccordionProps) {
  const call = useHandler();
  const body = useId();
  const [own, setOwn] = useState(props.defaultOpen ?? false);
  const isOpen = props.open ?? own;
  return (
    <section className={`ui-accordion is-${size(props.size, 'sm')}`} {...testId(props.testId)}>
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={body}
        disabled={props.disabled}
        onClick={() => {
          setOwn(!isOpen);
          void call(props.onClick);
        }}
      >
        <Icon name={isOpen ? 'downCarat' : 'right'} size="sm" />
        {props.title}
      </button>
      <div id={body} hidden={!isOpen} className="ui-accordion-body">
        {isOpen && props.children}
      </div>
    </section>
  );
}

type TabId = string | number;

interface TabEntry {
  id: TabId;
  title: string;
  isDisabled: boolean;
  tooltip: string | undefined;
  panel: HTMLElement;
}

interface TabsScope {
  selected: TabId | undefined;
  prefix: string;
  register(entry: TabEntry): () => void;
}

const TabsContext = createContext<TabsScope | undefined>(undefined);

interface TabsProps extends Base {
  selected?: TabId;
  defaultSelected?: TabId;
  variant?: 'default' | 'enclosed';
  fill?: boolean;
  onSelectedChange?: (id: TabId) => void;
}

export function Tabs(props: TabsProps) {
  const call = useHandler();
  const prefix = useId();
  const [entries, setEntries] = useState<TabEntry[]>([]);
  const [own, setOwn] = useState(props.defaultSelected);
  const list = useRef<HTMLDivElement>(null);
  const selected = props.selected ?? own ?? entries[0]?.id;

  const scope = useMemo<TabsScope>(
    () => ({
      selected,
      prefix,
      register(entry) {
        setEntries((before) => [...before.filter((other) => other.panel !== entry.panel), entry].sort(byPosition));
        return () => setEntries((before) => before.filter((other) => other.panel !== entry.panel));
      },
    }),
    [selected, prefix],
  );

  function select(entry: TabEntry): void {
    setOwn(entry.id);
    void call(props.onSelectedChange, entry.id);
  }

  function onKeyDown(event: KeyboardEvent): void {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    const usable = entries.filter((entry) => !entry.isDisabled);
    const at = usable.findIndex((entry) => entry.id === selected);
    const next = usable[(at + step + usable.length) % usable.length];
    if (!next) return;
    select(next);
    list.current?.querySelector<HTMLElement>(`[data-tab="${CSS.escape(String(next.id))}"]`)?.focus();
  }

  return (
    <TabsContext.Provider value={scope}>
      <div className={classes('ui-tabs', `is-${props.variant ?? 'default'}`, props.fill && 'is-filled')} {...testId(props.testId)}>
        <div role="tablist" ref={list} onKeyDown={onKeyDown}>
          {entries.map((entry) => (
            <button
              key={entry.id}
              type="button"
              role="tab"
              id={`${prefix}-${entry.id}`}
              data-tab={entry.id}
              aria-selected={entry.id === selected}
              tabIndex={entry.id === selected ? 0 : -1}
              disabled={entry.isDisabled}
              title={entry.tooltip}
              onClick={() => select(entry)}
            >
              {entry.title}
            </button>
          ))}
        </div>
        {props.children}
      </div>
    </TabsContext.Provider>
  );
}

// Tabs register as their effects run; a tab that appears later must still stand where its panel stands.
function byPosition(a: TabEntry, b: TabEntry): number {
  return a.panel.compareDocumentPosition(b.panel) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;
}

export function Tab(props: Base & { tabId?: TabId; title?: string; disabled?: boolean; tooltip?: string }) {
  const scope = useContext(TabsContext);
  const fallback = useId();
  const panel = useRef<HTMLDivElement>(null);
  const id = props.tabId ?? fallback;
  const register = useRef(scope?.register);
  useEffect(() => {
    register.current = scope?.register;
  });
  useLayoutEffect(() => {
    if (!panel.current) return undefined;
    const entry = { id, title: props.title ?? '', isDisabled: props.disabled ?? false, tooltip: props.tooltip, panel: panel.current };
    return register.current?.(entry);
  }, [id, props.title, props.disabled, props.tooltip]);
  const isSelected = scope?.selected === id;
  return (
    <div ref={panel} role="tabpanel" hidden={!isSelected} aria-labelledby={`${scope?.prefix}-${id}`} className="ui-tabpanel" {...testId(props.testId)}>
      {isSelected && props.children}
    </div>
  );
}
