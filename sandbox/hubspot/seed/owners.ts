import type { PortalUser } from '../options.ts';
import { hash } from './sql-words.ts';

export const FIRST_OWNER_ID = 71_000_000;
export const OWNER_STEP = 13;
/** Owners that records are given to; the last one has left the company and is archived. */
export const SEEDED_OWNERS: PortalUser[] = [
  { userId: 9001, email: 'grace.hopper@sales.example', firstName: 'Grace', lastName: 'Hopper' },
  { userId: 9002, email: 'jürgen.müller@sales.example', firstName: 'Jürgen', lastName: 'Müller' },
  { userId: 9003, email: 'priya.nair@sales.example', firstName: 'Priya', lastName: 'Nair' },
  { userId: 9004, email: 'tomas.novak@sales.example', firstName: 'Tomáš', lastName: 'Novák' },
  { userId: 9005, email: 'wanda.left@sales.example', firstName: 'Wanda', lastName: 'Left' },
];

/** SQL for an owner id, or NULL for one record in six. */
export function ownerSql(salt: number): string {
  return `CASE WHEN ${hash(salt)} % 6 > 0 THEN (${FIRST_OWNER_ID} + (${hash(salt)} % ${SEEDED_OWNERS.length}) * ${OWNER_STEP})::text END`;
}

/** Owners of a portal: the seeded ones first, then one for each user. */
export function ownerRows(users: PortalUser[]) {
  return [...SEEDED_OWNERS, ...users].map((user, index) => ({
    id: FIRST_OWNER_ID + index * OWNER_STEP,
    user,
    archived: index === SEEDED_OWNERS.length - 1,
  }));
}
