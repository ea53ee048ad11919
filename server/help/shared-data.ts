/** What one scope is for, in the words of HubSpot's table of shared data. `direction` as seen from HubSpot. */
export type SharedData = { readonly object: string; readonly direction: 'to Siderail' | 'both ways' | 'none'; readonly purpose: string };

/**
 * Every scope the app asks for, and only those; a test compares. An object whose scopes read and write is "both ways", as
 * HubSpot's listing wants it.
 */
export const SHARED_DATA: Readonly<Record<string, SharedData>> = {
  'oauth': { object: 'Account', direction: 'none', purpose: 'Knows which HubSpot account and which user connected Siderail.' },
  'crm.objects.contacts.read': { object: 'Contacts', direction: 'both ways', purpose: 'Shows contacts and exports them; shows the card on contacts.' },
  'crm.objects.contacts.write': { object: 'Contacts', direction: 'both ways', purpose: 'Writes the notes and follow-up tasks that a person asks for by a click, and the property of a contact that a person sets from a table’s value. HubSpot has no smaller permission for notes and tasks. Siderail changes no contact by itself.' },
  'crm.objects.companies.read': { object: 'Companies', direction: 'both ways', purpose: 'Shows companies and exports them; shows the card on companies.' },
  'crm.objects.deals.read': { object: 'Deals', direction: 'both ways', purpose: 'Shows deals and exports them; shows the card on deals.' },
  'crm.objects.line_items.read': { object: 'Line items', direction: 'to Siderail', purpose: 'Shows the line items of a deal and exports them.' },
  'crm.objects.owners.read': { object: 'Owners', direction: 'to Siderail', purpose: 'Shows the names of owners, and the teams that an admin’s rules name.' },
  'tickets': { object: 'Tickets', direction: 'both ways', purpose: 'Shows tickets and exports them. HubSpot’s permission for tickets includes writing; Siderail changes a ticket only where a person sets one of its properties from a table’s value.' },
  'crm.objects.companies.write': { object: 'Companies', direction: 'both ways', purpose: 'Optional. Lets a person set a property of a company from a table’s value, one at a time and by a click.' },
  'crm.objects.deals.write': { object: 'Deals', direction: 'both ways', purpose: 'Optional. Lets a person set a property of a deal from a table’s value, one at a time and by a click.' },
  'files': { object: 'Files', direction: 'both ways', purpose: 'Optional. Lets a person attach a small export to the record, as a private file behind a note.' },
  'automation': { object: 'Workflows', direction: 'both ways', purpose: 'Optional. Lets a workflow that started an export go on when the file is ready.' },
  'settings.users.read': { object: 'Users', direction: 'to Siderail', purpose: 'Optional. Lets HubSpot’s super admins administer Siderail without being named one by one.' },
};
