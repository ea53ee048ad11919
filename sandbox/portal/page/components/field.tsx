import { useId, type ReactNode } from 'react';
import { Icon } from './icon.tsx';
import { classes, testId } from './shared.ts';

export interface FieldProps {
  label?: string;
  name?: string;
  required?: boolean;
  readOnly?: boolean;
  description?: string;
  tooltip?: string;
  placeholder?: string;
  error?: boolean;
  validationMessage?: string;
  testId?: string;
}

export interface ControlAttributes {
  id: string;
  name: string | undefined;
  required: boolean | undefined;
  'aria-invalid': boolean | undefined;
  'aria-describedby': string | undefined;
}

/** Label, description and validation message around a control, tied together for assistive technology. */
export function Field(props: FieldProps & { className?: string; children: (control: ControlAttributes) => ReactNode }) {
  const id = useId();
  const noteId = `${id}-note`;
  const hasNote = Boolean(props.description || props.validationMessage);
  const control: ControlAttributes = {
    id,
    name: props.name,
    required: props.required,
    'aria-invalid': props.error || undefined,
    'aria-describedby': hasNote ? noteId : undefined,
  };
  return (
    <div className={classes('ui-field', props.error && 'is-error', props.className)} {...testId(props.testId)}>
      {props.label && (
        <label htmlFor={id}>
          {props.label}
          {props.required && (
            <span className="ui-required" aria-hidden="true">
              {' '}
              *
            </span>
          )}
          {props.tooltip && (
            <span title={props.tooltip} className="ui-field-tip">
              <Icon name="info" size="sm" />
            </span>
          )}
        </label>
      )}
      {props.children(control)}
      {hasNote && (
        <div id={noteId} className="ui-field-note">
          {props.description && <div>{props.description}</div>}
          {props.validationMessage && <div className={props.error ? 'ui-field-error' : 'ui-field-ok'}>{props.validationMessage}</div>}
        </div>
      )}
    </div>
  );
}
