/** What the app asks for; must equal `requiredScopes` in the app's configuration, or HubSpot refuses the install. */
export const REQUIRED_SCOPES: readonly string[] = [
  'oauth',
  'crm.objects.contacts.read',
  'crm.objects.contacts.write',
  'crm.objects.companies.read',
  'crm.objects.deals.read',
  'crm.objects.line_items.read',
  'crm.objects.owners.read',
  'tickets',
];

/** Without these there is no install at all; without one of the others, what needs it is off, with the reason. */
export const INDISPENSABLE_SCOPES: readonly string[] = ['oauth', 'crm.objects.contacts.read'];
