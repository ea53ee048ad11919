import { AppError } from '../core/errors/index.ts';
import type { Rights } from './rights.ts';

/**
 * Throws access.refused when somebody's rights of now are narrower, for what was read, than those it was read with:
 * a file keeps no value that its person may no longer have (T18).
 */
export function requireStillCovered(granted: Rights, now: Rights, used: readonly string[]): void {
  const lostRows = now.rows === 'own' && granted.rows === 'all';
  const lostColumn = used.some((column) => now.hidden.includes(column) || (now.masked.includes(column) && !granted.masked.includes(column)));
  if (!lostRows && !lostColumn) return;
  throw new AppError('access.refused', {
    userMessage: 'Your rights to this table were narrowed after this export was started.',
    fix: 'Start a new export: it holds what you may have now. If you need the rest, ask a Siderail admin of your HubSpot account.',
  });
}
