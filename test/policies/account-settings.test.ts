import { describe, expect, it } from 'vitest';
import { DEFAULT_ACCOUNT } from '../../src/policies/default-account.ts';
import { clickRows, fileDays, mayMail, quietMs, wantsMail } from '../../src/policies/index.ts';

const HOUR_MS = 3_600_000;
const at = (time: string): number => Date.parse(time);
const quiet = (from: number, to: number) => ({ ...DEFAULT_ACCOUNT, notices: { ...DEFAULT_ACCOUNT.notices, quiet: { from, to } } });

describe('quiet hours of an account', () => {
  it.each([
    ['hold a mail of the night until the morning', '2026-01-10T22:30:00Z', 20, 7, 'UTC', 8.5],
    ['hold a mail after midnight until the morning', '2026-01-10T03:00:00Z', 20, 7, 'UTC', 4],
    ['let a mail of the day go', '2026-01-10T12:00:00Z', 20, 7, 'UTC', 0],
    ['end on the hour they name', '2026-01-10T07:00:00Z', 20, 7, 'UTC', 0],
    ['are those of the account’s own time zone', '2026-07-10T19:30:00Z', 20, 7, 'Europe/Berlin', 9.5],
    ['of no length hold nothing', '2026-01-10T12:00:00Z', 8, 8, 'UTC', 0],
    ['take a time zone nobody knows for UTC', '2026-01-10T06:00:00Z', 20, 7, 'Mars/Olympus', 1],
  ])('%s', (_promise, now, from, to, zone, hours) => {
    expect(quietMs(quiet(from, to), at(now), zone)).toBe(hours * HOUR_MS);
  });
});

describe('mails of an account', () => {
  it('go to the domains an admin allowed, and to no look-alike of them (T56)', () => {
    const account = { ...DEFAULT_ACCOUNT, mailDomains: ['acme.example'] };

    expect(['a@acme.example', 'a@ACME.example', 'a@evil-acme.example', 'a@acme.example.evil.example', 'a@acme.example@evil.example'].map((address) => mayMail(account, address)))
      .toEqual([true, true, false, false, false]);
    expect(mayMail(DEFAULT_ACCOUNT, 'anybody@anywhere.example')).toBe(true);
  });

  it('tell of a file that took longer than two minutes, where that was asked for, and of every failure', () => {
    const account = (mail: 'always' | 'long' | 'never') => ({ ...DEFAULT_ACCOUNT, notices: { mail, quiet: null } });

    expect([wantsMail(account('long'), 'ready', 119_000), wantsMail(account('long'), 'ready', 121_000), wantsMail(account('never'), 'ready', 900_000)]).toEqual([false, true, false]);
    expect([wantsMail(account('always'), 'ready', 0), wantsMail(account('never'), 'failed', 0)]).toEqual([true, true]);
  });
});

it('keeps files for as long as an admin says, and never longer than the server', () => {
  expect([fileDays({ ...DEFAULT_ACCOUNT, retentionDays: 2 }, 7), fileDays({ ...DEFAULT_ACCOUNT, retentionDays: 90 }, 7), fileDays(DEFAULT_ACCOUNT, 7)]).toEqual([2, 7, 7]);
});

it('makes as many rows in the click as an admin allows, and never more than the server', () => {
  const rows = [0, 500, 90_000, undefined].map((immediateRows) => clickRows({ ...DEFAULT_ACCOUNT, ...(immediateRows === undefined ? {} : { immediateRows }) }, 2_000));

  expect(rows).toEqual([0, 500, 2_000, 2_000]);
});
