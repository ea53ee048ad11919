import type { Context } from '../context/index.ts';
import { whoIs } from './who-is.ts';
import type { Person } from './who-is.ts';

/** Whether this person may decide about others' exports: the approvers an admin named, and admins. */
export async function mayDecide(context: Context, person: Person, signal: AbortSignal): Promise<boolean> {
  const { subject, stored } = await whoIs(context, person, { lane: 'person', signal });
  return subject.admin || stored.policy.approval.approvers.some(({ userId }) => userId === person.userId);
}
