import { useEffect, useId, useState } from 'react';
import { useHandler } from '../card/use-handler.ts';
import { useFormField } from './form.tsx';
import { classes, size, testId, type Base } from './shared.ts';

interface ChoiceProps extends Base {
  value?: string;
  checked?: boolean;
  initialIsChecked?: boolean;
  readonly?: boolean;
  readOnly?: boolean;
  description?: string;
  name?: string;
  size?: string;
  inline?: boolean;
  'aria-label'?: string;
  onChange?: (checked: boolean, value: string) => void;
}

/** With `checked` the card holds the state: until it answers, the person's click is shown. */
function useChecked(checked: boolean | undefined, initial: boolean | undefined): [boolean, (checked: boolean) => void] {
  const [own, setOwn] = useState(checked ?? initial ?? false);
  useEffect(() => {
    if (checked !== undefined) setOwn(checked);
  }, [checked]);
  return [own, setOwn];
}

function Choice(props: ChoiceProps & { type: 'checkbox' | 'radio' }) {
  const call = useHandler();
  const note = useId();
  const [checked, setChecked] = useChecked(props.checked, props.initialIsChecked);
  useFormField(props.type === 'checkbox' || checked ? props.name : undefined, {
    value: () => (props.type === 'checkbox' ? checked : props.value),
    commit: async () => undefined,
  });
  return (
    <label className={classes('ui-choice', props.inline && 'is-inline', `is-${size(props.size, 'md')}`)} {...testId(props.testId)}>
      <input
        type={props.type}
        name={props.name}
        value={props.value}
        checked={checked}
        disabled={props.readOnly ?? props.readonly}
        aria-label={props['aria-label']}
        aria-describedby={props.description ? note : undefined}
        onChange={(event) => {
          setChecked(event.target.checked);
          void call(props.onChange, event.target.checked, props.value ?? '');
        }}
      />
      <span>
        {props.children}
        {props.description && (
          <span id={note} className="ui-choice-note">
            {props.description}
          </span>
        )}
      </span>
    </label>
  );
}

export function Checkbox(props: ChoiceProps) {
  return <Choice {...props} type="checkbox" />;
}

export function RadioButton(props: ChoiceProps) {
  return <Choice {...props} type="radio" />;
}

interface ToggleProps {
  label: string;
  checked?: boolean;
  initialIsChecked?: boolean;
  readonly?: boolean;
  readOnly?: boolean;
  name?: string;
  size?: string;
  labelDisplay?: 'inline' | 'top' | 'hidden';
  textChecked?: string;
  textUnchecked?: string;
  onChange?: (checked: boolean) => void;
  testId?: string;
}

export function Toggle(props: ToggleProps) {
  const call = useHandler();
  const [checked, setChecked] = useChecked(props.checked, props.initialIsChecked);
  const display = props.labelDisplay ?? 'inline';
  useFormField(props.name, { value: () => checked, commit: async () => undefined });
  return (
    <span className={`ui-toggle is-${display} is-${size(props.size, 'md')}`} {...testId(props.testId)}>
      {display !== 'hidden' && (
        <span className="ui-toggle-label" aria-hidden="true">
          {props.label}
        </span>
      )}
      <button
        type="button"
        role="switch"
        aria-checked={checked}
        aria-label={props.label}
        disabled={props.readOnly ?? props.readonly}
        onClick={() => {
          setChecked(!checked);
          void call(props.onChange, !checked);
        }}
      >
        <span aria-hidden="true">{checked ? (props.textChecked ?? 'ON') : (props.textUnchecked ?? 'OFF')}</span>
      </button>
    </span>
  );
}

interface ToggleGroupOption {
  label: string;
  value: string;
  initialIsChecked?: boolean;
  readOnly?: boolean;
  description?: string;
}

interface ToggleGroupProps {
  toggleType?: 'checkboxList' | 'radioButtonList';
  name: string;
  label: string;
  options: ToggleGroupOption[];
  value?: string | string[];
  required?: boolean;
  error?: boolean;
  validationMessage?: string;
  inline?: boolean;
  size?: string;
  onChange?: (value: never) => void;
  testId?: string;
}

/** A list of checkboxes answers with all chosen values, a list of radio buttons with the one. */
export function ToggleGroup(props: ToggleGroupProps) {
  const call = useHandler();
  const isRadio = props.toggleType === 'radioButtonList';
  const group = useId();
  const initial = props.options.filter((option) => option.initialIsChecked).map((option) => option.value);
  const [own, setOwn] = useState<string[]>(props.value === undefined ? initial : [props.value].flat());
  const given = props.value === undefined ? undefined : JSON.stringify([props.value].flat());
  useEffect(() => {
    if (given !== undefined) setOwn(JSON.parse(given) as string[]);
  }, [given]);
  useFormField(props.name, { value: () => (isRadio ? own[0] : own), commit: async () => undefined });

  function choose(value: string): void {
    const next = isRadio ? [value] : own.includes(value) ? own.filter((other) => other !== value) : [...own, value];
    setOwn(next);
    void call(props.onChange, (isRadio ? value : next) as never);
  }

  return (
    <fieldset className={classes('ui-group', props.inline && 'is-inline', props.error && 'is-error')} role={isRadio ? 'radiogroup' : 'group'} {...testId(props.testId)}>
      <legend>
        {props.label}
        {props.required && <span className="ui-required"> *</span>}
      </legend>
      {props.options.map((option) => (
        <label key={option.value} className={`ui-choice is-${size(props.size, 'md')}`}>
          <input
            type={isRadio ? 'radio' : 'checkbox'}
            name={isRadio ? group : undefined}
            value={option.value}
            checked={own.includes(option.value)}
            disabled={option.readOnly}
            onChange={() => choose(option.value)}
          />
          <span>
            {option.label}
            {option.description && <span className="ui-choice-note">{option.description}</span>}
          </span>
        </label>
      ))}
      {props.validationMessage && <div className="ui-field-error">{props.validationMessage}</div>}
    </fieldset>
  );
}
