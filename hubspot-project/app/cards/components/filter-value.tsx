import { DateInput, Input, NumberInput, Select } from '@hubspot/ui-extensions';
import { dayText, dayValue } from '@siderail/client';
import type { Column } from '@siderail/contract';
import type { ColumnChoices } from '../hooks/use-column-choices.ts';
import { useTexts } from '../texts/use-texts.ts';
import { FilterChoice } from './filter-choice.tsx';

type Props = {
  readonly column: Column;
  readonly name: string;
  readonly value: string;
  readonly unfinished: boolean;
  readonly choices: ColumnChoices;
  readonly onChange: (value: string) => void;
};

/** The input that fits the column. The value in and out is text: days as YYYY-MM-DD, numbers with a decimal point. */
export function FilterValue({ column, name, value, unfinished, choices, onChange }: Props) {
  const texts = useTexts();
  const shared = {
    label: texts.filterValue,
    name,
    testId: name,
    error: unfinished,
    ...(unfinished ? { validationMessage: texts.filterNeedsValue } : {}),
  };
  if (column.choices === 'labels') return <FilterChoice column={column.key} choices={choices} shared={shared} value={value} onChange={onChange} />;
  switch (column.type) {
    case 'text':
      return <Input {...shared} value={value} onChange={onChange} />;
    case 'number':
    case 'money':
      return <NumberInput {...shared} {...(value === '' ? {} : { value: Number(value) })} onChange={(number) => onChange(numberText(number))} />;
    case 'date':
    case 'datetime':
      return <DateInput {...shared} {...dayValue(value)} format="medium" onChange={(day) => onChange(dayText(day))} />;
    case 'boolean':
      return (
        <Select
          {...shared}
          value={value}
          options={[
            { label: texts.yes, value: 'true' },
            { label: texts.no, value: 'false' },
          ]}
          onChange={(choice) => onChange(String(choice))}
        />
      );
  }
  return column.type satisfies never;
}

function numberText(number: number | null | undefined): string {
  return typeof number === 'number' && Number.isFinite(number) ? String(number) : '';
}
