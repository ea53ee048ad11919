/** Every sentence of the help page. */
export const english = {
  title: 'Help',
  loading: 'Looking what is set up',
  failed: 'What is set up could not be read',
  setup: 'Set-up',
  states: { done: 'Done', open: 'To do', broken: 'Needs you', optional: 'Optional', notNeeded: 'Not needed yet' },
  steps: {
    scopes: { title: 'Access to HubSpot', done: 'Siderail has all the access it can use.', open: 'Siderail works. HubSpot did not grant some access, some of which it gives in larger subscriptions only; this is off:', broken: 'Some access was not granted; what needs it is off:' },
    cards: { title: 'Cards on records', done: 'A card was opened.', open: 'No card was opened yet. Add the Siderail card to the record pages: HubSpot settings, Objects, Record customization.', broken: '' },
    connection: { title: 'Your own databases', done: 'A database is connected.', open: 'No database is connected. The tables of HubSpot work without one.', broken: 'Every connection is switched off, so no card shows a table of a database.' },
    mail: { title: 'Mails about exports', done: 'The last mail was sent.', open: 'The first one goes out when an export has run in the background.', broken: 'The last mail did not arrive for sure. If it stays so, tell whoever runs Siderail.' },
  },
  means: {
    automation: 'actions in workflows', 'settings.users.read': 'super admins as Siderail admins', 'crm.objects.companies.write': 'changing companies', 'crm.objects.deals.write': 'changing deals', files: 'attaching files to records',
  } as Readonly<Record<string, string>>,
  reconnect: 'Connect again',
  toConnections: 'Go to the connections',
  askAdmin: 'Only an admin can change these; what you see is for your information.',
  support: 'When something goes wrong',
  code: 'Every error has a support code, such as ABCD-EFGH. Send it to us: with it we find what happened, without seeing your data.',
  privacy: 'The code holds nothing about you or your records.',
  links: 'Where to go on',
  toExports: 'My exports',
  toUsage: 'Usage',
};
