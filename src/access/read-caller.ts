import { AppError } from '../core/errors/index.ts';
import type { Caller } from './caller.ts';
import { Identity } from './identity.ts';

/**
 * The caller in a signed query string. Each of the four parameters exactly once and no other parameter: with a
 * second portalId the tenant would depend on the parser (T8). Throws AppError request.unsigned.
 */
export function readCaller(query: string, appId: string): Caller {
  // A plus is a plus: no identity holds a space, and whether HubSpot encodes the plus of an address is not documented.
  const found = new URLSearchParams(query.replaceAll('+', '%2B'));
  const names = [...found.keys()];
  if (new Set(names).size !== names.length) throw new AppError('request.unsigned', { detail: 'repeated query parameter' });

  const identity = Identity.safeParse(Object.fromEntries(found));
  if (!identity.success) throw new AppError('request.unsigned', { detail: 'identity parameters missing, malformed or not alone' });
  if (identity.data.appId !== appId) throw new AppError('request.unsigned', { detail: 'signed for another app' });

  const { portalId, userId, userEmail } = identity.data;
  return { portalId, userId, userEmail };
}
