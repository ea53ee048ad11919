import { z } from 'zod';
import { AppError } from '../../core/errors/index.ts';
import type { CallContext, HubSpotGateway } from '../gateway.ts';
import { getObject } from './get-object.ts';

const Answer = z.object({ id: z.string() });
/** A person waits, and what became of a lost answer has to be found out before the card gives up. */
const PERSON_MS = 4_000;

/** Null: the property holds nothing. `same` says whether two values are one to HubSpot, which writes numbers and times its own way. */
export type PropertyChange = {
  readonly objectType: string;
  readonly id: string;
  readonly property: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly same: (one: string | null, other: string | null) => boolean;
};

/**
 * Sets one property of one record that still holds `before`; one that holds `after` already is left alone. After a lost
 * answer the record is looked at: only a value that is still the old one is sent again (F19). Between the look and the
 * write somebody else may change the property: HubSpot has no condition for a write. Throws property.changed,
 * hubspot.not_found (also for a record that was merged into another one), hubspot.rejected.
 */
export async function setProperty(gateway: HubSpotGateway, at: CallContext, change: PropertyChange): Promise<'set' | 'already'> {
  const { before, after, same } = change;
  const held = await read(gateway, at, change);
  if (same(held, after)) return 'already';
  if (!same(held, before)) throw new AppError('property.changed');
  let sent = false;
  try {
    await gateway.call(at.portalId, {
      ...at,
      onAttempt: () => {
        sent = true;
        at.onAttempt?.();
      },
      budget: 'objects', method: 'PATCH', path: gateway.paths.object(change.objectType, change.id),
      // HubSpot clears a property with the empty text.
      body: { properties: { [change.property]: after ?? '' } },
      repeatable: false, schema: Answer, mostMs: PERSON_MS,
      settle: () => settle(gateway, at, change),
    });
  } catch (thrown) {
    if (sent && at.signal.aborted) throw unconfirmed(thrown);
    throw thrown;
  }
  return 'set';
}

async function settle(gateway: HubSpotGateway, at: CallContext, change: PropertyChange): Promise<{ readonly value: { readonly id: string } } | null> {
  let held: string | null;
  try {
    held = await read(gateway, at, change);
  } catch (cause) {
    throw unconfirmed(cause);
  }
  if (change.same(held, change.after)) return { value: { id: change.id } };
  if (change.same(held, change.before)) return null;
  throw unconfirmed(new AppError('property.changed'));
}

async function read(gateway: HubSpotGateway, at: CallContext, { objectType, id, property }: PropertyChange): Promise<string | null> {
  const object = await getObject(gateway, at, { objectType, id, properties: [property] });
  if (object.id !== id) throw new AppError('hubspot.not_found', { userMessage: 'This record was merged into another one.', fix: 'Open the other record.' });
  return object.properties[property] ?? null;
}

function unconfirmed(cause: unknown): AppError {
  return new AppError('hubspot.unavailable', {
    userMessage: 'HubSpot broke off before it confirmed.', fix: 'Look at the record before you try again: the value may already be there.',
    detail: 'an uncertain change of a property could not be looked for', retry: 'never', cause,
  });
}
