import type { RecordRef } from '#contract';

/** What changing a record of each type needs. HubSpot's `tickets` includes writing. */
export const WRITE_SCOPES: Readonly<Record<RecordRef['objectTypeId'], readonly string[]>> = {
  '0-1': ['crm.objects.contacts.write'], '0-2': ['crm.objects.companies.write'], '0-3': ['crm.objects.deals.write'], '0-5': ['tickets'],
};
