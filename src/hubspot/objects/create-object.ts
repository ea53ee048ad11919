import { z } from 'zod';
import { AppError } from '../../core/errors/index.ts';
import type { CallContext, HubSpotGateway } from '../gateway.ts';
import { findByMark, findByUnique, type Recognise } from './find-created.ts';

const Answer = z.object({ id: z.string() });
/** A person waits, and what became of a lost answer has to be found out before the card gives up. */
const PERSON_MS = 5_000;
/** What HubSpot was still working on when its answer was lost appears a moment later: looked for again after so long. */
const LOOK_AGAIN_MS = 1_500;

export type NewObject = {
  readonly objectType: string;
  readonly properties: Readonly<Record<string, string>>;
  /** `associationTypeId` is HubSpot's own number for "task to contact" and the like. */
  readonly associations: readonly { readonly toId: string; readonly associationTypeId: number }[];
  /** Without it, a lost answer is only reported: the error then says that nobody knows. */
  readonly recognise?: Recognise;
};

/**
 * Creates one record and returns its id. HubSpot has no idempotency key, so after a lost answer (a 5xx, a broken
 * connection, a time-out, an answer nobody can read) the record is looked for: found, its id is the answer; not found,
 * it is created again only when a unique property makes a second one impossible (F18, F19).
 */
export async function createObject(gateway: HubSpotGateway, at: CallContext, object: NewObject): Promise<string> {
  const { recognise } = object;
  let sent = false;
  const call = gateway.call(at.portalId, {
    ...at,
    onAttempt: () => {
      sent = true;
      at.onAttempt?.();
    },
    budget: 'objects',
    method: 'POST',
    path: gateway.paths.objects(object.objectType),
    body: {
      properties: object.properties,
      associations: object.associations.map(({ toId, associationTypeId }) => ({
        to: { id: toId },
        types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId }],
      })),
    },
    repeatable: false,
    schema: Answer,
    ...(recognise === undefined ? {} : { settle: () => settle(gateway, at, object, recognise) }),
    ...(recognise !== undefined && at.lane === 'person' ? { mostMs: PERSON_MS } : {}),
  });
  try {
    return (recognise?.by === 'unique' ? await orExisting(gateway, at, object, recognise.property, call) : await call).id;
  } catch (thrown) {
    // The deadline passed with the request under way: "took too long" would read as "nothing happened".
    if (sent && at.lane === 'person' && at.signal.aborted) throw unconfirmed(thrown);
    throw thrown;
  }
}

async function settle(gateway: HubSpotGateway, at: CallContext, object: NewObject, recognise: Recognise): Promise<{ readonly value: { readonly id: string } } | null> {
  if (recognise.by === 'unique') {
    const id = await findByUnique(gateway, at, { objectType: object.objectType, property: recognise.property, value: valueOf(object, recognise.property) });
    return id === null ? null : { value: { id } };
  }
  for (const waitMs of [0, LOOK_AGAIN_MS]) {
    if (waitMs > 0) await gateway.pause(waitMs, at.signal);
    const id = await lookForMark(gateway, at, object.objectType, recognise);
    if (id !== null) return { value: { id } };
  }
  throw new AppError('hubspot.unavailable', {
    userMessage: 'HubSpot broke off, and nothing was written.', fix: 'Look at the record in a minute; if it is still not there, try again.',
    detail: 'an uncertain creation was not found afterwards', retry: 'never',
  });
}

async function lookForMark(gateway: HubSpotGateway, at: CallContext, objectType: string, recognise: Extract<Recognise, { by: 'mark' }>): Promise<string | null> {
  try {
    return await findByMark(gateway, at, objectType, recognise);
  } catch (cause) {
    throw unconfirmed(cause);
  }
}

function unconfirmed(cause: unknown): AppError {
  return new AppError('hubspot.unavailable', {
    userMessage: 'HubSpot broke off before it confirmed.', fix: 'Look at the record before you try again: it may already be there.',
    detail: 'an uncertain creation could not be looked for', retry: 'never', cause,
  });
}

/** "Already there" by our own key is our own earlier attempt: of this call, or of a process that was killed after it. */
async function orExisting(gateway: HubSpotGateway, at: CallContext, object: NewObject, property: string, call: Promise<{ readonly id: string }>): Promise<{ readonly id: string }> {
  try {
    return await call;
  } catch (thrown) {
    if (!(thrown instanceof AppError) || thrown.code !== 'hubspot.rejected') throw thrown;
    const id = await findByUnique(gateway, at, { objectType: object.objectType, property, value: valueOf(object, property) });
    if (id === null) throw thrown;
    return { id };
  }
}

function valueOf(object: NewObject, property: string): string {
  const value = object.properties[property];
  if (value === undefined || value === '') throw new AppError('internal', { detail: `a new ${object.objectType} without its key ${property}` });
  return value;
}
