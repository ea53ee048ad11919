import type { Reader } from '#contract';
import type { Caller } from '../access/index.ts';
import type { Context } from '../context/index.ts';
import { keepReader } from './readers.store.ts';

/** Notes in which language and locale HubSpot showed somebody the card, for what is written to them later. Nothing where the card did not say. */
export async function rememberReader({ database }: Context, { portalId, userId }: Caller, reader: Reader | undefined): Promise<void> {
  if (reader !== undefined) await database.inPortal(portalId, (tx) => keepReader(tx, portalId, userId, reader));
}
