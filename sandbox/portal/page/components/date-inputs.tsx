import { Field, type FieldProps } from './field.tsx';
import { useCommittedText } from './use-committed-text.ts';

interface BaseDate {
  year: number;
  /** 0 for January, as in the SDK. */
  month: number;
  date: number;
}

interface BaseTime {
  hours: number;
  minutes: number;
}

type Payload<Value> = (Value & { formattedDate?: string }) | null;

interface ValueProps<Value> extends FieldProps {
  value?: Value | null;
  defaultValue?: Value | null;
  min?: Value;
  max?: Value;
  onChange?: (value: Payload<Value>) => void;
  onBlur?: (value: Payload<Value>) => void;
  onFocus?: (value: Payload<Value>) => void;
}

const two = (number: number) => String(number).padStart(2, '0');

function dateText(value: BaseDate | null | undefined): string {
  return value ? `${String(value.year).padStart(4, '0')}-${two(value.month + 1)}-${two(value.date)}` : '';
}

function parseDate(text: string): Payload<BaseDate> {
  const [year, month, date] = text.split('-').map(Number);
  if (!year || !month || !date) return null;
  return { year, month: month - 1, date, formattedDate: text };
}

export function DateInput(props: ValueProps<BaseDate>) {
  const { events, commit } = useCommittedText<Payload<BaseDate>>({
    name: props.name,
    value: props.value,
    defaultValue: props.defaultValue,
    format: dateText,
    parse: parseDate,
    onChange: props.onChange,
    onBlur: props.onBlur,
    onFocus: props.onFocus,
  });
  return (
    <Field {...props}>
      {(control) => (
        <input
          className="ui-input"
          type="date"
          readOnly={props.readOnly}
          min={dateText(props.min) || undefined}
          max={dateText(props.max) || undefined}
          {...control}
          {...events}
          onChange={(event) => {
            events.onChange(event);
            void commit();
          }}
        />
      )}
    </Field>
  );
}

function timeText(value: BaseTime | null | undefined): string {
  return value ? `${two(value.hours)}:${two(value.minutes)}` : '';
}

function parseTime(text: string): Payload<BaseTime> {
  const [hours, minutes] = text.split(':').map(Number);
  return hours === undefined || minutes === undefined || text === '' ? null : { hours, minutes };
}

export function TimeInput(props: ValueProps<BaseTime> & { interval?: number }) {
  const { events, commit } = useCommittedText<Payload<BaseTime>>({
    name: props.name,
    value: props.value,
    defaultValue: props.defaultValue,
    format: timeText,
    parse: parseTime,
    onChange: props.onChange,
    onBlur: props.onBlur,
    onFocus: props.onFocus,
  });
  return (
    <Field {...props}>
      {(control) => (
        <input
          className="ui-input"
          type="time"
          step={(props.interval ?? 30) * 60}
          readOnly={props.readOnly}
          min={timeText(props.min) || undefined}
          max={timeText(props.max) || undefined}
          {...control}
          {...events}
          onChange={(event) => {
            events.onChange(event);
            void commit();
          }}
        />
      )}
    </Field>
  );
}
