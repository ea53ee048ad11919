import { Flex, MultiSelect, Text } from '@hubspot/ui-extensions';
import type { ListPlacesResponse, PolicyPerson } from '@siderail/contract';
import { useSurface } from '@siderail/ui';
import { useTexts } from '../texts/use-texts.ts';

type Props = {
  readonly name: string;
  readonly label: string;
  readonly help: string;
  readonly value: readonly PolicyPerson[];
  readonly people: ListPlacesResponse['people'];
  /** How many can be named. */
  readonly most: number;
  readonly readOnly: boolean;
  readonly onChange: (value: PolicyPerson[]) => void;
};

/** Some people of the account. Those chosen before stay on the list when HubSpot does not name them any more. */
export function PeopleField({ name, label, help, value, people, most, readOnly, onChange }: Props) {
  const texts = useTexts();
  const { format } = useSurface();
  if (readOnly) {
    return (
      <Flex direction="column" testId={name}>
        <Text format={{ fontWeight: 'demibold' }}>{label}</Text>
        <Text>{value.length === 0 ? texts.nobody : value.map(({ email }) => email).join(', ')}</Text>
      </Flex>
    );
  }
  const known = [...people.map(({ userId, email }) => ({ userId, email })), ...value.filter(({ userId }) => !people.some((person) => person.userId === userId))];
  const nameOf = ({ userId, email }: PolicyPerson) => {
    const found = people.find((person) => person.userId === userId)?.name;
    return found === undefined || found === email ? email : `${found} (${email})`;
  };
  return (
    <MultiSelect
      name={name}
      testId={name}
      label={label}
      description={help}
      placeholder={texts.nobody}
      error={value.length > most}
      validationMessage={value.length > most ? texts.tooMany(format.number(most)) : ''}
      value={value.map(({ userId }) => userId)}
      options={known.map((person) => ({ value: person.userId, label: nameOf(person) }))}
      onChange={(chosen) => onChange(known.filter(({ userId }) => chosen.includes(userId)))}
    />
  );
}
