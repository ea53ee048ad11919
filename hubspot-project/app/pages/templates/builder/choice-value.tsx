import { Input, Select } from '@hubspot/ui-extensions';
import { latestData, useRequest } from '@siderail/client';
import type { RecordRef } from '@siderail/contract';
import { useSurface } from '@siderail/ui';

type Props = { readonly of: { readonly record: RecordRef; readonly tableId: string }; readonly column: string; readonly value: string; readonly shared: { readonly name: string; readonly testId: string; readonly label: string }; readonly onValue: (value: string) => void };

/** A value chosen by its label; typed where the choices cannot be had or are too many. */
export function ChoiceValue({ of: { record, tableId }, column, value, shared, onValue }: Props) {
  const { backend } = useSurface();
  const { state } = useRequest(`${tableId} ${column}`, () => backend('list-choices', { record, tableId, column }));
  const choices = latestData(state)?.choices;
  if (choices === undefined && state.status === 'loading') return <Select {...shared} value={value} options={[]} onChange={() => undefined} />;
  if (choices == null) return <Input {...shared} value={value} onInput={onValue} />;
  return <Select {...shared} value={value} options={choices.map((choice) => ({ value: choice.value, label: choice.label }))} onChange={(choice) => onValue(String(choice))} />;
}
