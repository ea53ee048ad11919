/** Every folder with packages and a lock file of its own. What `ships` reaches customers: a server's packages, or a card's. */
export const PACKAGE_FOLDERS: readonly { readonly folder: string; readonly ships: boolean }[] = [
  { folder: '.', ships: true },
  { folder: 'hubspot-project/app', ships: true },
  { folder: 'sandbox', ships: false },
  { folder: 'tools/hubspot-check', ships: false },
  { folder: 'tools/hubspot-cli', ships: false },
];
