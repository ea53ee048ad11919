import type { NamedOwner } from '../../hubspot/index.ts';
import type { ChoiceWords } from './choice-words.ts';

/** Active ones first. HubSpot itself marks those who left; people of one name are told apart by their address. */
export function ownerLabels(owners: readonly NamedOwner[]): ChoiceWords['labels'] {
  const byName = Map.groupBy(owners.filter(({ active }) => active), ({ name }) => name);
  const label = ({ name, email, active }: NamedOwner): string => {
    if (!active) return `${name} (deactivated)`;
    return (byName.get(name)?.length ?? 0) > 1 && email !== '' ? `${name} (${email})` : name;
  };
  const inOrder = owners.toSorted((one, other) => Number(other.active) - Number(one.active) || one.name.localeCompare(other.name, 'en'));
  return new Map(inOrder.map((owner) => [owner.id, label(owner)]));
}
