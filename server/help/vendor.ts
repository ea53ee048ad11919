/**
 * Who offers Siderail, as the public pages name them. EVERYTHING in square brackets is a placeholder: fill this one file in
 * before the app is listed (`npm run readiness` says so until then). Addresses of mail equal those in app-hsmeta.json.
 */
export const VENDOR: Readonly<Record<string, string>> = {
  company: '[vendor name]',
  address: '[street, city, country]',
  register: '[register and number]',
  supportEmail: 'support@siderail.app',
  privacyEmail: 'privacy@siderail.app',
  securityEmail: 'security@siderail.app',
  hours: 'Monday to Friday, 9:00 to 17:00 [time zone]',
  hosting: '[hosting provider, region]',
  mailProvider: '[mail provider, region]',
  law: '[country of the governing law]',
  price: '[price per HubSpot account and month]',
  effective: '[date]',
};
