import type { Destination, DestinationKind } from '#contract';
import type { DestinationRow } from './deliveries.store.ts';
import { kindOf } from './kind-of.ts';

/** A destination as people see it; where it leads is for admins. Nothing of its settings is ever shown. */
export function showDestination(row: Omit<DestinationRow, 'createdAt'>, granted: ReadonlySet<string>, admin: boolean, last: Destination['last'] = null): Destination {
  const kind = kindOf(row);
  const missing = kind.scopes.filter((scope) => !granted.has(scope));
  const off = row.state === 'disabled' ? 'An admin has switched it off.' : missing.length > 0 ? 'Siderail was not given access to this in HubSpot. Ask a HubSpot admin to connect Siderail again.' : null;
  return { id: row.id, name: row.name, kind: row.kind as DestinationKind, state: row.state as Destination['state'], off, place: admin ? row.place : null, tells: kind.tell !== undefined, last: admin ? last : null };
}
