import type { RecordRef } from '#contract';
import type { Context } from '../context/index.ts';
import { getObject } from '../hubspot/index.ts';
import type { CallContext } from '../hubspot/index.ts';
import { domainOf, emailDomainOf } from './domain-of.ts';
import type { Traits } from './traits.ts';

/** HubSpot's own properties that tell a record of each type. Lists in them are separated by semicolons. */
const PROPERTIES: Readonly<Record<RecordRef['objectTypeId'], readonly string[]>> = {
  '0-1': ['email', 'hs_additional_emails', 'work_email', 'website', 'company', 'firstname', 'lastname'],
  '0-2': ['name', 'domain', 'hs_additional_domains', 'website'],
  '0-3': ['dealname'],
  '0-5': ['subject'],
};

/** A record as it is in HubSpot now. `id`: its own, which is another one when it was merged; `mergedIds`: those that went into it. */
export type ReadRecord = { readonly id: string; readonly traits: Traits; readonly mergedIds: readonly string[] };

/** Reads what tells a record, in one call. Throws hubspot.not_found and what else the gateway throws. */
export async function readTraits(context: Context, at: CallContext, record: RecordRef, idProperty: string | null): Promise<ReadRecord> {
  const wanted = [...PROPERTIES[record.objectTypeId], 'hs_merged_object_ids', ...(idProperty === null ? [] : [idProperty])];
  const found = await getObject(context.hubspot, at, { objectType: record.objectTypeId, id: record.objectId, properties: [...new Set(wanted)] });
  const valuesOf = (...names: readonly string[]): string[] => names.flatMap((name) => (found.properties[name] ?? '').split(';')).map((value) => value.trim()).filter((value) => value !== '');
  const only = (values: readonly (string | null)[]): string[] => [...new Set(values.filter((value) => value !== null))];

  const emails = only(valuesOf('email', 'hs_additional_emails', 'work_email').map((email) => email.toLowerCase()));
  const person = valuesOf('firstname', 'lastname').join(' ');
  return {
    id: found.id,
    traits: {
      externalIds: idProperty === null ? [] : only(valuesOf(idProperty).map((value) => value.toLowerCase())),
      domains: only(valuesOf('domain', 'hs_additional_domains', 'website').map(domainOf)),
      emails,
      emailDomains: only(emails.map(emailDomainOf)),
      names: only([...valuesOf('name', 'company', 'dealname', 'subject'), ...(person === '' ? [] : [person])]),
    },
    mergedIds: valuesOf('hs_merged_object_ids').filter((id) => /^[1-9]\d{0,18}$/.test(id)),
  };
}
