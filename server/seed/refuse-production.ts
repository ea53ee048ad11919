/** HubSpot's own words for accounts in which nobody works (account information API, read November 2026). */
const FOR_TRYING_OUT = new Set(['DEVELOPER_TEST', 'APP_DEVELOPER', 'SANDBOX']);

/** Why made-up records must not be written here, as a sentence; null when they may. */
export function refuseProduction(account: { readonly accountType: string | null; readonly nodeEnv: string | undefined }): string | null {
  if (account.nodeEnv === 'production') return 'This environment is production (NODE_ENV=production): nothing is made up here.';
  if (account.accountType !== null && FOR_TRYING_OUT.has(account.accountType)) return null;
  return `HubSpot calls this account ${account.accountType ?? 'nothing'}: records are made up in developer test accounts, app developer accounts and sandboxes only.`;
}
