import { Button, DateInput, Flex, Input, Select } from '@hubspot/ui-extensions';
import { dayText, dayToMoment, dayValue, momentToDay, needsValue, operatorsOf } from '@siderail/client';
import type { Column, Filter, FilterOperator, RecordRef } from '@siderail/contract';
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
  const usable = columns.filter((column) => operatorsOf(column).length > 0);
  if (usable.length === 0) return null;
  const put = (at: number, filter: Filter): void => onFilters(filters.map((before, index) => (index === at ? filter : before)));
  const fresh = (column: Column): Filter => ({ column: column.key, operator: operatorsOf(column)[0]!, value: '' });
  return (
    <Flex direction="column" gap="sm">
      {filters.map((filter, at) => {
        const column = usable.find(({ key }) => key === filter.column) ?? usable[0]!;
        return (
          <Flex key={at} direction="row" gap="sm" wrap="wrap" align="end">
            <Select name={`${prefix}filter-column-${at}`} testId={`${prefix}filter-column-${at}`} label={texts.filterColumn} value={filter.column} options={usable.map(({ key, title }) => ({ value: key, label: title }))} onChange={(key) => put(at, fresh(usable.find((one) => one.key === key) ?? column))} />
            <Select
              name={`${prefix}filter-operator-${at}`} testId={`${prefix}filter-operator-${at}`} label={texts.filterOperator} value={filter.operator} options={offered(column, filter).map((operator) => ({ value: operator, label: texts.operator(operator, column.type === 'date' || column.type === 'datetime') }))}
              onChange={(operator) => put(at, withOperator(filter, column, offered(column, filter).find((one) => one === operator) ?? filter.operator))}
            />
            {!needsValue(filter.operator) ? null : <Value of={of} column={column} operator={filter.operator} value={filter.value ?? ''} name={`${prefix}filter-value-${at}`} onValue={(value) => put(at, { ...filter, value })} />}
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

/** What a filter says already stays, even where it would not be offered anew. */
function offered(column: Column, { operator }: Filter): readonly FilterOperator[] {
  const operators = operatorsOf(column);
  return operators.includes(operator) ? operators : [operator, ...operators];
}

/** The day stays; at which end of it rows are cut is the operator's. */
function withOperator({ column: key, value = '' }: Filter, column: Column, operator: FilterOperator): Filter {
  if (!needsValue(operator)) return { column: key, operator };
  const day = column.type === 'datetime' ? momentToDay(value) : '';
  return { column: key, operator, value: day === '' ? value : dayToMoment(day, operator) };
}

type ValueProps = { readonly of: Of; readonly column: Column; readonly operator: FilterOperator; readonly value: string; readonly name: string; readonly onValue: (value: string) => void };

function Value({ of, column, operator, value, name, onValue }: ValueProps) {
  const texts = useTemplateTexts().builder;
  const shared = { name, testId: name, label: texts.filterValue };
  if (column.choices === 'labels') return <ChoiceValue of={of} column={column.key} value={value} shared={shared} onValue={onValue} />;
  if (column.type === 'date') return <DateInput {...shared} {...dayValue(value)} onChange={(day) => onValue(dayText(day))} />;
  if (column.type === 'datetime') return <DateInput {...shared} {...dayValue(momentToDay(value))} onChange={(day) => onValue(dayText(day) === '' ? '' : dayToMoment(dayText(day), operator))} />;
  if (column.type === 'boolean') return <Select {...shared} value={value} options={[{ value: 'true', label: texts.yes }, { value: 'false', label: texts.no }]} onChange={(choice) => onValue(String(choice))} />;
  return <Input {...shared} value={value} onInput={onValue} />;
}
