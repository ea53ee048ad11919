import type { AccountSettings, GetSettingsResponse, Policy } from '@siderail/contract';

const DOMAIN = /^(?=.{3,253}$)[a-z0-9-]+(\.[a-z0-9-]+)+$/;

const PROPERTY = /^(contacts|companies|deals|tickets)\.[a-z0-9_]{1,100}$/;

/** How many of each the backend takes. */
export const MOST = { admins: 50, approvers: 20, rules: 200, domains: 50, properties: 200 } as const;

/** The settings as somebody is changing them. Domains and properties are text until they are saved. */
export type SettingsDraft = { readonly policy: Policy; readonly account: AccountSettings; readonly domains: string; readonly settable: string };

export function draftOf({ policy, account }: GetSettingsResponse): SettingsDraft {
  return { policy, account, domains: account.mailDomains.join(', '), settable: account.settable?.properties.join(', ') ?? '' };
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

/** The account's settings with what was typed. A setting nobody ever touched stays away. */
export function accountOf({ account, domains, settable }: SettingsDraft): AccountSettings {
  const properties = propertiesOf(settable);
  const untouched = account.settable === undefined && properties.length === 0;
  return { ...account, mailDomains: domainsOf(domains), ...(untouched ? {} : { settable: { who: account.settable?.who ?? 'everybody', properties } }) };
}

/** The first thing typed that is no property as `companies.customer_number`; null when all are. */
export function wrongProperty(text: string): string | null {
  return propertiesOf(text).find((name) => !PROPERTY.test(name)) ?? null;
}

export function propertiesOf(text: string): string[] {
  return [...new Set(text.split(/[\s,;]+/).map((name) => name.toLowerCase()).filter((name) => name !== ''))];
}

/** Whether there are more of something than the backend takes; the field says which. */
export function isTooMuch({ policy, domains, settable }: SettingsDraft): boolean {
  const { admins, rules, approval } = policy;
  return admins.length > MOST.admins || approval.approvers.length > MOST.approvers || rules.length > MOST.rules || domainsOf(domains).length > MOST.domains || propertiesOf(settable).length > MOST.properties;
}
