import { z } from 'zod';
import { AppError } from '../core/errors/index.ts';
import { PortalId } from '../core/ids/portal-id.ts';
import type { Caller } from './caller.ts';

// One strict address: no list, no display name, no control characters (T54).
const Email = z.string().max(254).regex(/^[^\s@<>,;:"\\()[\]]+@[^\s@<>,;:"\\()[\]]+\.[^\s@<>,;:"\\()[\]]+$/);

const Identity = z.strictObject({
  portalId: PortalId,
  userId: z.string().regex(/^\d{1,19}$/),
  userEmail: Email,
  appId: z.string().regex(/^\d{1,19}$/),
});

/**
 * The caller in a signed query string. Each of the four parameters exactly once and no other parameter: with a
 * second portalId the tenant would depend on the parser (T8). Throws AppError request.unsigned.
 */
export function readCaller(query: string, appId: string): Caller {
  const found = new URLSearchParams(query);
  const names = [...found.keys()];
  if (new Set(names).size !== names.length) throw new AppError('request.unsigned', { detail: 'repeated query parameter' });

  const identity = Identity.safeParse(Object.fromEntries(found));
  if (!identity.success) throw new AppError('request.unsigned', { detail: 'identity parameters missing, malformed or not alone' });
  if (identity.data.appId !== appId) throw new AppError('request.unsigned', { detail: 'signed for another app' });

  const { portalId, userId, userEmail } = identity.data;
  return { portalId, userId, userEmail };
}
