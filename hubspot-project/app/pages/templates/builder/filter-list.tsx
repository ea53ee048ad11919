import { Button, DateInput, Flex, Input, Select } from '@hubspot/ui-extensions';
import type { Column, Filter, FilterOperator, RecordRef } from '@siderail/contract';
import { dayText, dayValue } from '../day-input.ts';
import { useTemplateTexts } from '../use-template-texts.ts';
import { ChoiceValue } from './choice-value.tsx';

/** The contract's limit on the filters of one query. */
const MOST = 10;

type Of = { readonly record: RecordRef; readonly tableId: string };
type Props = {
  readonly of: Of;
  readonly filters: readonly Filter[];
  readonly columns: readonly Column[];
  readonly onFilters: (filters: readonly Filter[]) => void;
  /** Tells the fields of several lists on one page apart. */
  readonly prefix?: string;
};

/** Which rows of a table: a column, a condition and a value on each line. */
export function FilterList({ of, filters, columns, onFilters, prefix = '' }: Props) {
  const texts = useTemplateTexts().builder;
  const usable = columns.filter(({ operators }) => operators.length > 0);
  if (usable.length === 0) return null;
  const put = (at: number, filter: Filter): void => onFilters(filters.map((before, index) => (index === at ? filter : before)));
  const fresh = (column: Column): Filter => ({ column: column.key, operator: column.operators[0]!, value: '' });
  return (
    <Flex direction="column" gap="sm">
      {filters.map((filter, at) => {
        const column = usable.find(({ key }) => key === filter.column) ?? usable[0]!;
        return (
          <Flex key={at} direction="row" gap="sm" wrap="wrap" align="end">
            <Select name={`${prefix}filter-column-${at}`} testId={`${prefix}filter-column-${at}`} label={texts.filterColumn} value={filter.column} options={usable.map(({ key, title }) => ({ value: key, label: title }))} onChange={(key) => put(at, fresh(usable.find((one) => one.key === key) ?? column))} />
            <Select
              name={`${prefix}filter-operator-${at}`} testId={`${prefix}filter-operator-${at}`} label={texts.filterOperator} value={filter.operator} options={column.operators.map((operator) => ({ value: operator, label: texts.operators[operator] }))}
              onChange={(operator) => put(at, withOperator(filter, column.operators.find((one) => one === operator) ?? filter.operator))}
            />
            {filter.operator === 'empty' || filter.operator === 'not_empty' ? null : <Value of={of} column={column} value={filter.value ?? ''} name={`${prefix}filter-value-${at}`} onValue={(value) => put(at, { ...filter, value })} />}
            <Button size="sm" variant="transparent" testId={`${prefix}filter-remove-${at}`} onClick={() => onFilters(filters.filter((_, index) => index !== at))}>{texts.filterRemove}</Button>
          </Flex>
        );
      })}
      <Flex direction="row">
        <Button size="sm" variant="secondary" testId={`${prefix}builder-add-filter`} disabled={filters.length >= MOST} onClick={() => onFilters([...filters, fresh(usable[0]!)])}>{texts.filterAdd}</Button>
      </Flex>
    </Flex>
  );
}

function withOperator({ column, value }: Filter, operator: FilterOperator): Filter {
  return operator === 'empty' || operator === 'not_empty' ? { column, operator } : { column, operator, value: value ?? '' };
}

type ValueProps = { readonly of: Of; readonly column: Column; readonly value: string; readonly name: string; readonly onValue: (value: string) => void };

function Value({ of, column, value, name, onValue }: ValueProps) {
  const texts = useTemplateTexts().builder;
  const shared = { name, testId: name, label: texts.filterValue };
  if (column.choices === 'labels') return <ChoiceValue of={of} column={column.key} value={value} shared={shared} onValue={onValue} />;
  if (column.type === 'date') return <DateInput {...shared} {...dayValue(value)} onChange={(day) => onValue(dayText(day))} />;
  // A moment is compared with the beginning of a day on the person's clock.
  if (column.type === 'datetime') return <DateInput {...shared} {...dayValue(localDay(value))} onChange={(day) => onValue(dayText(day) === '' ? '' : new Date(`${dayText(day)}T00:00:00`).toISOString())} />;
  if (column.type === 'boolean') return <Select {...shared} value={value} options={[{ value: 'true', label: texts.yes }, { value: 'false', label: texts.no }]} onChange={(choice) => onValue(String(choice))} />;
  return <Input {...shared} value={value} onInput={onValue} />;
}

function localDay(moment: string): string {
  const at = new Date(moment);
  return Number.isNaN(at.getTime()) ? '' : `${at.getFullYear()}-${String(at.getMonth() + 1).padStart(2, '0')}-${String(at.getDate()).padStart(2, '0')}`;
}
