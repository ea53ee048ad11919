import { useEffect, useRef, useState } from 'react';
import { useHandler } from '../card/use-handler.ts';
import { useClickOutside } from './dropdown.tsx';
import { Field, type FieldProps } from './field.tsx';
import { useFormField } from './form.tsx';
import { classes } from './shared.ts';

type OptionValue = string | number | boolean;

interface Option {
  label: string;
  value: OptionValue;
}

interface SelectProps extends FieldProps {
  value?: OptionValue;
  options?: Option[];
  variant?: 'transparent' | 'input';
  onChange?: (value: OptionValue) => void;
}

/** A native select: keyboard, screen reader and phone behaviour for nothing. Options keep their own value type. */
export function Select(props: SelectProps) {
  const call = useHandler();
  const [own, setOwn] = useState(props.value);
  useEffect(() => setOwn(props.value), [props.value]);
  const options = props.options ?? [];
  const index = options.findIndex((option) => option.value === own);
  useFormField(props.name, { value: () => own, commit: async () => undefined });
  return (
    <Field {...props}>
      {(control) => (
        <select
          className={classes('ui-input ui-select', props.variant === 'transparent' && 'is-transparent')}
          disabled={props.readOnly}
          aria-label={props.label ? undefined : (props.placeholder ?? props.name)}
          value={index}
          {...control}
          onChange={(event) => {
            const option = options[Number(event.target.value)];
            if (!option) return;
            setOwn(option.value);
            void call(props.onChange, option.value);
          }}
        >
          {index === -1 && <option value={-1}>{props.placeholder ?? 'Select'}</option>}
          {options.map((option, at) => (
            <option key={at} value={at}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

interface MultiSelectProps extends FieldProps {
  value?: OptionValue[];
  options?: Option[];
  onChange?: (value: OptionValue[]) => void;
}

const SEARCH_FROM = 9;

export function MultiSelect(props: MultiSelectProps) {
  const call = useHandler();
  const [isOpen, setOpen] = useState(false);
  const [query, setQuery] = useState('');
  const [own, setOwn] = useState(props.value ?? []);
  const box = useRef<HTMLDivElement>(null);
  const given = JSON.stringify(props.value ?? []);
  useEffect(() => setOwn(JSON.parse(given) as OptionValue[]), [given]);
  useClickOutside(box, isOpen, () => setOpen(false));
  useFormField(props.name, { value: () => own, commit: async () => undefined });
  const options = props.options ?? [];
  const chosen = options.filter((option) => own.includes(option.value));
  const shown = options.filter((option) => option.label.toLowerCase().includes(query.toLowerCase()));

  function toggle(option: Option): void {
    const isChosen = own.includes(option.value);
    const next = isChosen ? own.filter((value) => value !== option.value) : [...own, option.value];
    setOwn(next);
    void call(props.onChange, next);
  }

  return (
    <Field {...props}>
      {(control) => (
        <div className="ui-multi" ref={box} onKeyDown={(event) => event.key === 'Escape' && setOpen(false)}>
          <button
            type="button"
            id={control.id}
            className="ui-input ui-select"
            aria-haspopup="listbox"
            aria-expanded={isOpen}
            aria-describedby={control['aria-describedby']}
            disabled={props.readOnly}
            onClick={() => setOpen(!isOpen)}
          >
            {chosen.length === 0 && <span className="ui-placeholder">{props.placeholder ?? 'Select'}</span>}
            {chosen.length > 3 ? `${chosen.length} selected` : chosen.map((option) => option.label).join(', ')}
          </button>
          {isOpen && (
            <div className="ui-multi-list">
              {options.length >= SEARCH_FROM && (
                <input className="ui-input" type="search" placeholder="Search" aria-label="Search options" value={query} onChange={(event) => setQuery(event.target.value)} />
              )}
              <div role="listbox" aria-multiselectable="true" aria-label={props.label ?? props.name}>
                {shown.map((option) => (
                  <button key={String(option.value)} type="button" role="option" aria-selected={own.includes(option.value)} onClick={() => toggle(option)}>
                    <span className="ui-check" aria-hidden="true" /> {option.label}
                  </button>
                ))}
              </div>
            </div>
          )}
        </div>
      )}
    </Field>
  );
}
