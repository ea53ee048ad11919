import { Input, Select } from '@hubspot/ui-extensions';
import { useEffect } from 'react';
import type { ColumnChoices } from '../hooks/use-column-choices.ts';
import { useTexts } from '../texts/use-texts.ts';

type Props = {
  readonly column: string;
  readonly choices: ColumnChoices;
  /** Label, name and error state, as every filter value has them. */
  readonly shared: { readonly label: string; readonly name: string; readonly testId: string; readonly error: boolean; readonly validationMessage?: string };
  /** HubSpot's internal value. */
  readonly value: string;
  readonly onChange: (value: string) => void;
};

/** A value chosen by its label. Without a list to choose from, label or internal value can be typed. */
export function FilterChoice({ column, choices, shared, value, onChange }: Props) {
  const texts = useTexts();
  const { need } = choices;
  useEffect(() => need(column), [need, column]);
  const offered = choices.of(column);
  if (offered === null) return <Input {...shared} value={value} onChange={onChange} />;
  if (offered === 'loading') return <Select {...shared} value={value} options={[]} placeholder={texts.loadingChoices} onChange={() => undefined} />;
  return <Select {...shared} value={value} options={offered.map((choice) => ({ label: choice.label, value: choice.value }))} onChange={(choice) => onChange(String(choice))} />;
}
