import { objectTypes, type ObjectTypeId } from '../object-types.ts';

export type AssociationType = {
  from: ObjectTypeId;
  to: ObjectTypeId;
  category: 'HUBSPOT_DEFINED' | 'USER_DEFINED';
  typeId: number;
  label: string | null;
  /** The unlabelled type that a default association gets. */
  isDefault: boolean;
};

/** Type ids by the associations guide: https://developers.hubspot.com/docs/api-reference/latest/crm/associations/associate-records/guide */
const plain: [ObjectTypeId, ObjectTypeId, there: number, back: number][] = [
  ['0-1', '0-2', 279, 280], ['0-3', '0-2', 341, 342], ['0-5', '0-2', 339, 340],
  ['0-3', '0-1', 3, 4], ['0-5', '0-1', 16, 15], ['0-5', '0-3', 28, 27], ['0-8', '0-3', 20, 19],
  ['0-27', '0-1', 204, 203], ['0-27', '0-2', 192, 191], ['0-27', '0-3', 216, 215], ['0-27', '0-5', 230, 229],
  ['0-46', '0-1', 202, 201], ['0-46', '0-2', 190, 189], ['0-46', '0-3', 214, 213], ['0-46', '0-5', 228, 227],
];
const primary: typeof plain = [['0-1', '0-2', 1, 2], ['0-3', '0-2', 5, 6], ['0-5', '0-2', 26, 25]];
const labelled: [...(typeof plain)[number], label: string][] = [
  ['0-1', '0-2', 9001, 9002, 'Billing contact'],
  ['0-3', '0-1', 9003, 9004, 'Decision maker'],
];

export const associationTypes: readonly AssociationType[] = [
  ...primary.flatMap((pair) => bothWays(pair, 'HUBSPOT_DEFINED', 'Primary', false)),
  ...plain.flatMap((pair) => bothWays(pair, 'HUBSPOT_DEFINED', null, true)),
  ...labelled.flatMap(([from, to, there, back, label]) => bothWays([from, to, there, back], 'USER_DEFINED', label, false)),
];

const byPair = new Map(objectTypes.flatMap((from) => objectTypes.map((to) => [
  `${from.id}>${to.id}`, associationTypes.filter((type) => type.from === from.id && type.to === to.id)] as const)));

/** All association types of a pair of object types, in the order answers list them. */
export function typesBetween(from: ObjectTypeId, to: ObjectTypeId): readonly AssociationType[] {
  return byPair.get(`${from}>${to}`) ?? [];
}

/** The same link seen from the other side. */
export function inverseOf(type: AssociationType): AssociationType {
  const inverse = associationTypes.find((candidate) => candidate.from === type.to && candidate.to === type.from
    && candidate.label === type.label && candidate.category === type.category);
  if (!inverse) throw new Error(`association type ${type.typeId} has no inverse`);
  return inverse;
}

function bothWays(
  [from, to, there, back]: (typeof plain)[number], category: AssociationType['category'], label: string | null, isDefault: boolean,
): AssociationType[] {
  return [{ from, to, category, typeId: there, label, isDefault }, { from: to, to: from, category, typeId: back, label, isDefault }];
}

/** Type ids of a stored link in the shape of an answer. */
export function describeTypes(from: ObjectTypeId, to: ObjectTypeId, typeIds: readonly number[]) {
  return typesBetween(from, to).filter(({ typeId }) => typeIds.includes(typeId))
    .map(({ category, typeId, label }) => ({ category, typeId, label }));
}
