import type { Context } from '../context/index.ts';
import { AppError } from '../core/errors/index.ts';
import { whoIs } from './who-is.ts';
import type { Person } from './who-is.ts';

/** Whether this person decides about the portal's settings. The one answer for settings, disconnect and audit log. */
export async function isAdmin(context: Context, person: Person, signal: AbortSignal): Promise<boolean> {
  return (await whoIs(context, person, { lane: 'person', signal })).subject.admin;
}

/** Throws access.admin_only for everybody else. */
export async function requireAdmin(context: Context, person: Person, signal: AbortSignal): Promise<void> {
  if (!(await isAdmin(context, person, signal))) throw new AppError('access.admin_only');
}
