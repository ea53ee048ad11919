import type { ExportAuditRequest } from '@siderail/contract';

export const KINDS = ['all', 'export', 'approval', 'file', 'share', 'link', 'settings', 'connection', 'audit'] as const;
export const SINCES = ['all', 'day', 'week', 'month'] as const;

/** The filter of the log as its fields hold it; `userId` is empty for everybody. */
export type LogFilter = { readonly kind: (typeof KINDS)[number]; readonly userId: string; readonly since: (typeof SINCES)[number] };

const DAY_MS = 86_400_000;
const DAYS = { day: 1, week: 7, month: 30 } as const;

/** The filter as the backend takes it. `now`: ms since 1970. */
export function toRequest({ kind, userId, since }: LogFilter, now: number): ExportAuditRequest {
  return {
    ...(kind === 'all' ? {} : { action: `${kind}.` }),
    ...(userId === '' ? {} : { userId }),
    ...(since === 'all' ? {} : { from: new Date(now - DAYS[since] * DAY_MS).toISOString() }),
  };
}
