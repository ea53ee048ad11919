/** What each of HubSpot's own tables needs; a table that is not named needs nothing beyond the install. */
const TABLES: Readonly<Record<string, readonly string[]>> = {
  contacts: ['crm.objects.contacts.read'],
  companies: ['crm.objects.companies.read'],
  deals: ['crm.objects.deals.read'],
  tickets: ['tickets'],
  line_items: ['crm.objects.line_items.read'],
};

/** The scopes behind a table of HubSpot's, by its key. */
export function scopesOfTable(tableKey: string): readonly string[] {
  return TABLES[tableKey] ?? [];
}
