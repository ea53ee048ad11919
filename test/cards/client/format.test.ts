import { describe, expect, it } from 'vitest';
import type { Column } from '#contract';
import { createFormat } from '../../../hubspot-project/app/packages/client/format/create-format.ts';

const column = (type: Column['type'], currency?: string): Column => ({
  key: 'c',
  title: 'C',
  type,
  sortable: true,
  operators: [],
  ...(currency === undefined ? {} : { currency }),
});

describe('what a person reads', () => {
  it.each<[string, string, Column, string]>([
    ['en-US', '1234567.5', column('number'), '1,234,567.5'],
    ['de-DE', '1234567.5', column('number'), '1.234.567,5'],
    ['de_DE', '1234.5', column('money', 'EUR'), '1.234,50\u00a0€'],
    ['en-US', '1234.5', column('money', 'USD'), '$1,234.50'],
    ['en-US', '1234', column('money', 'JPY'), '¥1,234'],
    ['en-US', '1234.5', column('money'), '1,234.50'],
    ['en-US', '12345678901234567890.12', column('number'), '12,345,678,901,234,567,890.12'],
    ['en-US', '2026-03-05', column('date'), 'Mar 5, 2026'],
    ['fr', '2026-03-05', column('date'), '5 mars 2026'],
    ['en-US', 'true', column('boolean'), 'Yes'],
    ['en-US', 'n/a', column('number'), 'n/a'],
    ['en-US', 'soon', column('date'), 'soon'],
    ['not a locale', '1234.5', column('number'), '1,234.5'],
  ])('is written in its own way: %s %s', (locale, cell, of, expected) => {
    expect(createFormat(locale).cell(cell, of)).toBe(expected);
  });

  it('shows a day as the same day in every time zone, and a moment on the clock of the person', () => {
    const format = createFormat('en-GB');

    expect(format.cell('2026-01-01', column('date'))).toBe('1 Jan 2026');
    expect(format.cell(new Date(2026, 0, 1, 14, 3).toISOString(), column('datetime'))).toBe('1 Jan 2026, 14:03');
  });

  it.each([null, undefined, ''])('shows a dash for nothing: %s', (cell) => {
    expect(createFormat('en').cell(cell, column('text'))).toBe('–');
  });

  it.each([
    [1, '1 byte'],
    [90, '90 bytes'],
    [999, '999 bytes'],
    [1000, '1 KB'],
    [14_400, '14 KB'],
    [999_600, '1 MB'],
    [1_440_000, '1.4 MB'],
    [48_200_000, '48 MB'],
    [2_500_000_000, '2.5 GB'],
  ])('says a size in few figures: %d', (bytes, expected) => {
    expect(createFormat('en').bytes(bytes)).toBe(expected);
  });

  it('says a small size in the reader’s language', () => {
    expect(createFormat('de-de', 'de').bytes(328)).toBe('328 Byte');
  });

  it.each([
    [0.2, '1 s'],
    [59.2, '1 min'],
    [118, '2 min'],
    [240, '4 min'],
    [3600, '1 h'],
    [4801, '1 h 21 min'],
  ])('never promises a time too short: %d s', (seconds, expected) => {
    expect(createFormat('en').duration(seconds)).toBe(expected);
  });

  it('says when something was read, by the clock and by age, also when clocks disagree', () => {
    const now = new Date(2026, 10, 22, 14, 3, 20).getTime();
    const format = createFormat('en-GB');
    const ago = (seconds: number) => format.asOf(new Date(now - seconds * 1000).toISOString(), now);

    expect(ago(20)).toBe('as of 14:03, 20 s ago');
    expect(ago(-30)).toBe('as of 14:03, just now');
    expect(ago(180)).toBe('as of 14:00, 3 min ago');
    expect(ago(86_400 * 2)).toBe('as of 20 Nov, 14:03, 2 days ago');
  });
});
