import type { AccountSettings } from '#contract';

/** What holds until an admin decides otherwise. */
export const DEFAULT_ACCOUNT: AccountSettings = {
  environment: 'production', retentionDays: null, mailDomains: [], notices: { mail: 'always', quiet: null },
};
