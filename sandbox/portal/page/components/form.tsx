import { createContext, useContext, useEffect, useMemo, useRef, type FormEvent } from 'react';
import { useCard } from '../card/card-context.ts';
import { createReactions, toExtensionEvent, type ExtensionEvent } from '../card/extension-event.ts';
import { useHandler } from '../card/use-handler.ts';
import { testId, type Base } from './shared.ts';
import type { Reactions } from './use-press.ts';

export interface FormField {
  value(): unknown;
  /** Sends the value to the card's onChange when it was not sent yet: a submit commits like a blur does. */
  commit(): Promise<unknown>;
}

const FormContext = createContext<((name: string, field: FormField) => () => void) | undefined>(undefined);

/** Makes an input part of the form it stands in. */
export function useFormField(name: string | undefined, field: FormField): void {
  const register = useContext(FormContext);
  const latest = useRef(field);
  latest.current = field;
  useEffect(() => {
    if (!register || !name) return undefined;
    return register(name, { value: () => latest.current.value(), commit: () => latest.current.commit() });
  }, [register, name]);
}

interface FormProps extends Base {
  autoComplete?: 'off' | 'on';
  onSubmit?: (event: ExtensionEvent & { targetValue: Record<string, unknown> }, reactions: Reactions) => unknown;
}

export function Form(props: FormProps) {
  const card = useCard();
  const call = useHandler();
  const fields = useRef(new Map<string, FormField>());
  const register = useMemo(
    () => (name: string, field: FormField) => {
      fields.current.set(name, field);
      return () => {
        if (fields.current.get(name) === field) fields.current.delete(name);
      };
    },
    [],
  );

  async function onSubmit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const plain = toExtensionEvent(event);
    await Promise.all([...fields.current.values()].map((field) => field.commit()));
    const targetValue = Object.fromEntries([...fields.current].map(([name, field]) => [name, field.value()]));
    await call(props.onSubmit, { ...plain, targetValue }, createReactions(card.overlays));
  }

  return (
    <FormContext.Provider value={register}>
      <form noValidate className="ui-form" autoComplete={props.autoComplete} onSubmit={(event) => void onSubmit(event)} {...testId(props.testId)}>
        {props.children}
      </form>
    </FormContext.Provider>
  );
}
