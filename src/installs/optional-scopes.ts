/** Asked for where the account allows it, never insisted on; must equal `optionalScopes` in the app's configuration. What needs one is off without it. */
export const OPTIONAL_SCOPES: readonly string[] = ['automation', 'settings.users.read', 'crm.objects.companies.write', 'crm.objects.deals.write', 'files'];
