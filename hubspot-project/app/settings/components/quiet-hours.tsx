import { Checkbox, Flex, Select, Text } from '@hubspot/ui-extensions';
import type { AccountSettings } from '@siderail/contract';
import { useTexts } from '../texts/use-texts.ts';

type Quiet = AccountSettings['notices']['quiet'];
type Props = { readonly value: Quiet; readonly readOnly: boolean; readonly onChange: (value: Quiet) => void };

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const NIGHT = { from: 20, to: 7 };

/** The stretch of the day in which mails wait. */
export function QuietHours({ value, readOnly, onChange }: Props) {
  const texts = useTexts();
  const options = HOURS.map((hour) => ({ value: hour, label: texts.hour(hour) }));
  return (
    <Flex direction="column" gap="xs" testId="quiet-hours">
      <Checkbox name="quiet" testId="quiet" checked={value !== null} readOnly={readOnly} description={texts.quietHelp} onChange={(on) => onChange(on ? NIGHT : null)}>
        {texts.quietOn}
      </Checkbox>
      {value === null ? null : (
        <Flex direction="row" gap="sm">
          <Select name="quiet-from" testId="quiet-from" label={texts.quietFrom} value={value.from} options={options} readOnly={readOnly} onChange={(from) => onChange({ ...value, from: Number(from) })} />
          <Select name="quiet-to" testId="quiet-to" label={texts.quietTo} value={value.to} options={options} readOnly={readOnly} onChange={(to) => onChange({ ...value, to: Number(to) })} />
        </Flex>
      )}
      {value !== null && value.from === value.to ? <Text variant="microcopy">{texts.quietSame}</Text> : null}
      {readOnly && value === null ? <Text variant="microcopy">{`${texts.quiet}: ${texts.off}`}</Text> : null}
    </Flex>
  );
}
