import { useEffect, useRef, useState, type ChangeEvent } from 'react';
import { useHandler } from '../card/use-handler.ts';
import { useFormField } from './form.tsx';

interface Source<Value> {
  name: string | undefined;
  value: Value | undefined;
  defaultValue: Value | undefined;
  /** The control's text for a value, and back. */
  format(value: Value | undefined): string;
  parse(text: string): Value;
  onInput?: ((value: Value) => void) | undefined;
  onChange?: ((value: Value) => void) | undefined;
  onFocus?: ((value: Value) => void) | undefined;
  onBlur?: ((value: Value) => void) | undefined;
}

/**
 * Text of an input: every edit goes to onInput, the commit (blur, form submit) to onChange.
 * While the field is focused the local text wins, else fast typing loses characters to late answers.
 */
export function useCommittedText<Value>(source: Source<Value>) {
  const call = useHandler();
  const given = source.value === undefined ? source.defaultValue : source.value;
  const [text, setText] = useState(() => source.format(given));
  const isFocused = useRef(false);
  const sent = useRef(text);
  const current = useRef(text);

  const outside = source.value === undefined ? undefined : source.format(source.value);
  useEffect(() => {
    if (outside === undefined || isFocused.current) return;
    sent.current = outside;
    current.current = outside;
    setText(outside);
  }, [outside]);

  async function commit(): Promise<void> {
    if (current.current === sent.current) return;
    sent.current = current.current;
    await call(source.onChange, source.parse(current.current));
  }

  function set(next: string): void {
    current.current = next;
    setText(next);
    void call(source.onInput, source.parse(next));
  }

  useFormField(source.name, { value: () => source.parse(current.current), commit });

  return {
    text,
    set,
    commit,
    events: {
      value: text,
      onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => set(event.target.value),
      onFocus: () => {
        isFocused.current = true;
        void call(source.onFocus, source.parse(current.current));
      },
      onBlur: () => {
        isFocused.current = false;
        void commit();
        void call(source.onBlur, source.parse(current.current));
        // What the card holds wins again once the person has left the field.
        if (outside !== undefined && source.onChange === undefined) setText(outside);
      },
    },
  };
}
