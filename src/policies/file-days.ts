import type { AccountSettings } from '#contract';

/** Days a finished file is kept: an admin may shorten what the server keeps, never lengthen it. */
export function fileDays({ retentionDays }: AccountSettings, serverDays: number): number {
  return retentionDays === null ? serverDays : Math.min(retentionDays, serverDays);
}
