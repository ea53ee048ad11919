import { Field, type FieldProps } from './field.tsx';
import { useCommittedText } from './use-committed-text.ts';

interface NumberValueProps extends FieldProps {
  value?: number;
  defaultValue?: number;
  min?: number;
  max?: number;
  precision?: number;
  onChange?: (value: number | undefined) => void;
  onInput?: (value: number | undefined) => void;
  onBlur?: (value: number | undefined) => void;
  onFocus?: (value: number | undefined) => void;
}

function useNumber(props: NumberValueProps) {
  return useCommittedText<number | undefined>({
    name: props.name,
    value: props.value,
    defaultValue: props.defaultValue,
    format: (value) => (value === undefined || Number.isNaN(value) ? '' : String(value)),
    parse: (text) => (text.trim() === '' || Number.isNaN(Number(text)) ? undefined : round(Number(text), props.precision)),
    onChange: props.onChange,
    onInput: props.onInput,
    onBlur: props.onBlur,
    onFocus: props.onFocus,
  });
}

function round(value: number, precision: number | undefined): number {
  return precision === undefined ? value : Number(value.toFixed(precision));
}

export function NumberInput(props: NumberValueProps & { formatStyle?: 'decimal' | 'percentage'; textAlign?: 'left' | 'right' }) {
  return <Plain {...props} unit={props.formatStyle === 'percentage' ? '%' : undefined} />;
}

export function CurrencyInput(props: NumberValueProps & { currency?: string }) {
  return <Plain {...props} unit={props.currency ?? 'USD'} />;
}

function Plain(props: NumberValueProps & { unit?: string | undefined; textAlign?: 'left' | 'right' }) {
  const { events } = useNumber(props);
  return (
    <Field {...props}>
      {(control) => (
        <div className="ui-number">
          <input
            className="ui-input"
            type="number"
            step="any"
            min={props.min}
            max={props.max}
            placeholder={props.placeholder}
            readOnly={props.readOnly}
            style={{ textAlign: props.textAlign ?? 'left' }}
            {...control}
            {...events}
          />
          {props.unit && <span className="ui-number-unit">{props.unit}</span>}
        </div>
      )}
    </Field>
  );
}

export function StepperInput(props: NumberValueProps & { stepSize?: number; minValueReachedTooltip?: string; maxValueReachedTooltip?: string }) {
  const { text, set, commit, events } = useNumber(props);
  const value = Number(text) || 0;
  function step(by: number): void {
    const next = Math.min(Math.max(value + by, props.min ?? -Infinity), props.max ?? Infinity);
    set(String(next));
    void commit();
  }
  const by = props.stepSize ?? 1;
  const isLow = props.min !== undefined && value <= props.min;
  const isHigh = props.max !== undefined && value >= props.max;
  return (
    <Field {...props}>
      {(control) => (
        <div className="ui-stepper">
          <button type="button" aria-label="Decrease" disabled={isLow || props.readOnly} title={isLow ? props.minValueReachedTooltip : undefined} onClick={() => step(-by)}>
            −
          </button>
          <input className="ui-input" type="number" step={by} min={props.min} max={props.max} readOnly={props.readOnly} {...control} {...events} />
          <button type="button" aria-label="Increase" disabled={isHigh || props.readOnly} title={isHigh ? props.maxValueReachedTooltip : undefined} onClick={() => step(by)}>
            +
          </button>
        </div>
      )}
    </Field>
  );
}
