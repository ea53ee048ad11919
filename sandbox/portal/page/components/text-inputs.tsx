import { Field, type FieldProps } from './field.tsx';
import { Icon } from './icon.tsx';
import { useCommittedText } from './use-committed-text.ts';

interface TextValueProps extends FieldProps {
  value?: string;
  defaultValue?: string;
  onChange?: (value: string) => void;
  onInput?: (value: string) => void;
  onBlur?: (value: string) => void;
  onFocus?: (value: string) => void;
}

function useText(props: TextValueProps) {
  return useCommittedText<string>({
    name: props.name,
    value: props.value,
    defaultValue: props.defaultValue,
    format: (value) => value ?? '',
    parse: (text) => text,
    onChange: props.onChange,
    onInput: props.onInput,
    onBlur: props.onBlur,
    onFocus: props.onFocus,
  });
}

export function Input(props: TextValueProps & { type?: 'text' | 'password' }) {
  const { events } = useText(props);
  return (
    <Field {...props}>
      {(control) => <input className="ui-input" type={props.type ?? 'text'} placeholder={props.placeholder} readOnly={props.readOnly} {...control} {...events} />}
    </Field>
  );
}

export function TextArea(props: TextValueProps & { rows?: number; cols?: number; maxLength?: number; resize?: 'vertical' | 'horizontal' | 'both' | 'none' }) {
  const { events } = useText(props);
  return (
    <Field {...props}>
      {(control) => (
        <textarea
          className="ui-input"
          rows={props.rows ?? 3}
          cols={props.cols}
          maxLength={props.maxLength}
          placeholder={props.placeholder}
          readOnly={props.readOnly}
          style={{ resize: props.resize ?? 'both' }}
          {...control}
          {...events}
        />
      )}
    </Field>
  );
}

export function SearchInput(props: TextValueProps & { clearable?: boolean }) {
  const { text, set, commit, events } = useText(props);
  return (
    <Field {...props}>
      {(control) => (
        <div className="ui-search">
          <Icon name="search" size="sm" />
          <input
            className="ui-input"
            type="search"
            placeholder={props.placeholder ?? 'Search'}
            readOnly={props.readOnly}
            aria-label={props.label ? undefined : (props.placeholder ?? 'Search')}
            onKeyDown={(event) => {
              if (event.key === 'Enter') void commit();
            }}
            {...control}
            {...events}
          />
          {props.clearable !== false && text !== '' && (
            <button
              type="button"
              className="ui-plain ui-search-clear"
              aria-label="Clear"
              onClick={() => {
                set('');
                void commit();
              }}
            >
              ✕
            </button>
          )}
        </div>
      )}
    </Field>
  );
}
