const known: Record<string, string> = {
  'oauth': 'Know which account this is',
  'crm.objects.contacts.read': 'View contacts, and the tasks and notes on records',
  'crm.objects.contacts.write': 'Create and change contacts, tasks and notes',
  'crm.objects.companies.read': 'View companies',
  'crm.objects.companies.write': 'Create and change companies',
  'crm.objects.deals.read': 'View deals',
  'crm.objects.deals.write': 'Create and change deals',
  'crm.objects.tickets.read': 'View tickets',
  'crm.objects.tickets.write': 'Create and change tickets',
  'tickets': 'View and change tickets',
  'crm.objects.line_items.read': 'View line items',
  'crm.objects.line_items.write': 'Create and change line items',
  'crm.objects.products.read': 'View products',
  'e-commerce': 'View and change products and line items',
  'crm.objects.owners.read': 'View the people that records are assigned to',
  'crm.schemas.contacts.read': 'View the properties of contacts',
  'crm.schemas.companies.read': 'View the properties of companies',
  'crm.schemas.deals.read': 'View the properties of deals',
  'settings.users.read': 'See who is a super admin',
  'crm.export': 'Export CRM data in bulk',
  'files': 'Upload and read files',
  'automation': 'Work with workflows',
  'timeline': 'Add events to record timelines',
};

/** A scope in plain words; an unknown one is shown as it is. */
export function scopeWords(scope: string): string {
  return known[scope] ?? scope;
}
