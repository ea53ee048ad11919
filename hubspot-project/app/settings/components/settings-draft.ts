import type { AccountSettings, GetSettingsResponse, Policy } from '@siderail/contract';

const DOMAIN = /^(?=.{3,253}$)[a-z0-9-]+(\.[a-z0-9-]+)+$/;

/** The settings as somebody is changing them. The domains are text until they are saved. */
export type SettingsDraft = { readonly policy: Policy; readonly account: AccountSettings; readonly domains: string };

export function draftOf({ policy, account }: GetSettingsResponse): SettingsDraft {
  return { policy, account, domains: account.mailDomains.join(', ') };
}

/** What was typed as domains, in small letters; an @ in front is what people type and does not count. */
export function domainsOf(text: string): string[] {
  const typed = text.split(/[\s,;]+/).map((domain) => domain.replace(/^@/, '').toLowerCase()).filter((domain) => domain !== '');
  return [...new Set(typed)];
}

/** The first thing typed that is no domain; null when all are. */
export function wrongDomain(text: string): string | null {
  return domainsOf(text).find((domain) => !DOMAIN.test(domain)) ?? null;
}
