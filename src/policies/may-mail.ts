import type { AccountSettings } from '#contract';

/** Whether the account's settings allow mail to this address (T56): its domain is one of those named, or none is. */
export function mayMail({ mailDomains }: AccountSettings, address: string): boolean {
  if (mailDomains.length === 0) return true;
  return mailDomains.includes(address.slice(address.lastIndexOf('@') + 1).toLowerCase());
}
