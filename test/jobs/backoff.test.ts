import { expect, it } from 'vitest';
import { backoff } from '../../src/jobs/index.ts';

it('waits longer after every failure, up to a minute, and never in step with others (S0.21, S2.14)', () => {
  expect(backoff('backoff', 1, () => 0)).toBe(1000);
  expect(backoff('backoff', 1, () => 0.999)).toBeLessThan(2000);
  expect(backoff('backoff', 3, () => 0)).toBe(4000);
  expect(backoff('backoff', 50, () => 0.999)).toBeLessThanOrEqual(60_000);
});

it('waits as long as the other side asked for', () => {
  expect(backoff({ afterMs: 12_345 }, 1, () => 0.5)).toBe(12_345);
});
