import { expect, it } from 'vitest';
import { mailWait } from '../../src/notices/mail-wait.ts';

it('a mail waits for the end of the person’s own quiet hours, in their zone, and of the account’s (D9)', () => {
  const account = { environment: 'production', retentionDays: null, mailDomains: [], notices: { mail: 'always', quiet: { from: 20, to: 6 } } } as const;
  const wishes = { quietMinutes: 0, language: 'en', timeZone: 'Asia/Tokyo', quiet: { from: 13, to: 17 } } as const;
  const hours = (iso: string): number => mailWait({ ...account, mailDomains: [] }, 'UTC', wishes, Date.parse(iso)) / 3_600_000;

  // 13 to 17 o'clock in Tokyo is 4 to 8 in UTC: night of the account until 6, then the person's until 8.
  expect(hours('2026-11-28T02:00:00Z')).toBe(6);
  expect(hours('2026-11-28T07:30:00Z')).toBe(0.5);
  expect(hours('2026-11-28T08:00:00Z')).toBe(0);
  expect(hours('2026-11-28T12:00:00Z')).toBe(0);
});

it('waits a day at most, where account and person leave no hour free', () => {
  const account = { environment: 'production' as const, retentionDays: null, mailDomains: [], notices: { mail: 'always' as const, quiet: { from: 0, to: 12 } } };

  expect(mailWait(account, 'UTC', { quietMinutes: 0, language: 'en', timeZone: 'UTC', quiet: { from: 12, to: 0 } }, Date.parse('2026-11-28T01:00:00Z'))).toBe(24 * 3_600_000);
});
