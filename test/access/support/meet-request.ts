import { readSignedRequest } from '../../../server/middleware/read-signed-request.ts';
import { AppError } from '../../../src/core/errors/index.ts';
import { NOW, ORIGIN, SECRET } from './hostile-requests.ts';
import type { Arrival } from './hostile-requests.ts';

/** What a web process knows that decides about a request; in the middle of a rotation. */
export const server = { hubspot: { appId: '990001', secrets: [SECRET, 'the-secret-before-this-one'], signedOrigin: ORIGIN, development: null }, context: { now: () => NOW } };

/** `taken`, or `refused` in the one way there is; anything else is thrown on. */
export function meet(arrival: Arrival): 'taken' | 'refused' {
  try {
    readSignedRequest(server, { ...arrival, headers: { ...arrival.headers } });
    return 'taken';
  } catch (error) {
    if (error instanceof AppError && (error.code === 'request.unsigned' || error.code === 'request.invalid')) return 'refused';
    throw error;
  }
}
