import type { RecordRef } from '#contract';
import type { Caller } from '../access/index.ts';
import type { Context } from '../context/index.ts';
import { AppError } from '../core/errors/index.ts';
import { readProperties } from '../hubspot/index.ts';
import type { PropertyDefinition } from '../hubspot/index.ts';
import { accountOf, isAdmin } from '../policies/index.ts';

const NAMES: Readonly<Record<RecordRef['objectTypeId'], string>> = { '0-1': 'contacts', '0-2': 'companies', '0-3': 'deals', '0-5': 'tickets' };
const TYPES: readonly string[] = ['string', 'phone_number', 'number', 'date', 'datetime', 'bool', 'enumeration'];
/** More than anybody looks through in a list. */
const MOST = 500;

/**
 * The properties of this type of record that this person may set from a table's value, by their label. Without a setting:
 * those the account made itself. Throws access.refused where the settings let them set none.
 */
export async function settableProperties(context: Context, caller: Caller, objectTypeId: RecordRef['objectTypeId'], signal: AbortSignal): Promise<readonly PropertyDefinition[]> {
  const { settable } = await context.database.inPortal(caller.portalId, (tx) => accountOf(tx, caller.portalId));
  if (settable?.who === 'nobody' || (settable?.who === 'admins' && !(await isAdmin(context, caller, signal)))) {
    throw new AppError('access.refused', { userMessage: 'You may not set properties of HubSpot from a table.', fix: 'Ask a Siderail admin of your HubSpot account: they decide who may set which property.' });
  }
  const named = settable === undefined || settable.properties.length === 0 ? null : new Set(settable.properties);
  const at = { portalId: caller.portalId, lane: 'person', signal, purpose: { area: 'actions' } } as const;
  const known = await readProperties(context.hubspot, at, objectTypeId);
  return known
    .filter((property) => isWritable(property) && (named === null ? !property.hubspotDefined : named.has(`${NAMES[objectTypeId]}.${property.name}`)))
    .sort((one, other) => one.label.localeCompare(other.label, 'en'))
    .slice(0, MOST);
}

function isWritable({ type, hidden, calculated, readOnly, namesOwners, options }: PropertyDefinition): boolean {
  return TYPES.includes(type) && !hidden && !calculated && !readOnly && !namesOwners && (type !== 'enumeration' || options.length > 0);
}
