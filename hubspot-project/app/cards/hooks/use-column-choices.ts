import type { Choice } from '@siderail/contract';
import { useCallback, useRef, useState } from 'react';
import { useCard } from './use-card.ts';

export type ColumnChoices = {
  /** What the column can hold; null when it cannot be had or is too much to choose from: the value is then typed. */
  readonly of: (column: string) => readonly Choice[] | 'loading' | null;
  /** Asks for them, once. */
  readonly need: (column: string) => void;
  /** What people call the value; the value itself while nothing is known. */
  readonly label: (column: string, value: string) => string;
};

/** The choices of a table's columns, read when a filter first needs them. */
export function useColumnChoices(tableId: string): ColumnChoices {
  const { backend, record } = useCard();
  const [known, setKnown] = useState<Readonly<Record<string, readonly Choice[] | null>>>({});
  const asked = useRef(new Set<string>());

  const need = useCallback((column: string) => {
    if (asked.current.has(column)) return;
    asked.current.add(column);
    void backend('list-choices', { record, tableId, column }).then((outcome) => {
      setKnown((before) => ({ ...before, [column]: outcome.ok ? outcome.data.choices : null }));
      // What failed is asked for again when a filter on it is opened the next time.
      if (!outcome.ok) asked.current.delete(column);
    });
  }, [backend, record, tableId]);

  return {
    of: (column) => (column in known ? (known[column] ?? null) : 'loading'),
    need,
    label: (column, value) => known[column]?.find((choice) => choice.value === value)?.label ?? value,
  };
}
