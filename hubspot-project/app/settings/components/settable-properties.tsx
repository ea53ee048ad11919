import { Flex, Input, Select } from '@hubspot/ui-extensions';
import type { AccountSettings } from '@siderail/contract';
import { useSurface } from '@siderail/ui';
import { useTexts } from '../texts/use-texts.ts';
import { MOST, propertiesOf, wrongProperty } from './settings-draft.ts';

const WHO = ['everybody', 'admins', 'nobody'] as const;
type Settable = NonNullable<AccountSettings['settable']>;

type Props = {
  readonly value: AccountSettings['settable'];
  /** The properties as they are being typed. */
  readonly names: string;
  readonly readOnly: boolean;
  readonly onWho: (settable: Settable) => void;
  readonly onNames: (names: string) => void;
};

/** Who may set which properties of HubSpot from a table's value. */
export function SettableProperties({ value, names, readOnly, onWho, onNames }: Props) {
  const texts = useTexts();
  const { format } = useSurface();
  const wrong = wrongProperty(names);
  const problem = wrong !== null ? texts.settableWrong(wrong) : propertiesOf(names).length > MOST.properties ? texts.tooMany(format.number(MOST.properties)) : null;
  return (
    <Flex direction="column" gap="sm">
      <Select name="settable-who" testId="settable-who" label={texts.settableWho} value={value?.who ?? 'everybody'} readOnly={readOnly}
        options={WHO.map((who) => ({ value: who, label: texts.settableBy[who] }))}
        onChange={(who) => onWho({ properties: value?.properties ?? [], who: WHO.find((one) => one === who) ?? 'everybody' })} />
      <Input name="settable-names" testId="settable-names" label={texts.settableNames} description={texts.settableHelp} value={names} readOnly={readOnly}
        error={problem !== null} validationMessage={problem ?? ''} onInput={onNames} />
    </Flex>
  );
}
