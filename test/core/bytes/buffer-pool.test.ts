import { expect, it } from 'vitest';
import { createBufferPool } from '../../../src/core/bytes/buffer-pool.ts';
import { giveBack } from '../../../src/core/bytes/lent-bytes.ts';

it('does not hand a buffer out again while its bytes are still with a reader', () => {
  const pool = createBufferPool(64, 4);
  const buffer = pool.take();
  buffer.fill(7);
  const lent = pool.lend(buffer, 40);

  const others = Array.from({ length: 8 }, () => pool.take().fill(9));

  expect(others).not.toContain(buffer);
  expect(lent).toEqual(Buffer.alloc(40, 7));
  giveBack(lent);
  expect(pool.take()).toBe(buffer);
});

it('takes bytes that are given back twice once: two readers never share a buffer', () => {
  const pool = createBufferPool(64, 4);
  const lent = pool.lend(pool.take(), 64);

  giveBack(lent);
  giveBack(lent);

  expect(pool.take()).not.toBe(pool.take());
});

it('does not take a buffer from who holds only a stretch of the bytes that were lent', () => {
  const pool = createBufferPool(64, 4);
  const buffer = pool.take();
  const lent = pool.lend(buffer, 64);

  giveBack(lent.subarray(0, 64));

  expect(pool.take()).not.toBe(buffer);
});

it('keeps no more buffers than it may, and none of another size', () => {
  const pool = createBufferPool(64, 2);
  const buffers = Array.from({ length: 4 }, () => pool.take());
  const large = Buffer.alloc(128);

  for (const lent of [pool.lend(large, 100), ...buffers.map((buffer) => pool.lend(buffer, 64))]) giveBack(lent);

  const taken = Array.from({ length: 4 }, () => pool.take());
  expect(taken.filter((buffer) => buffers.includes(buffer))).toHaveLength(2);
  expect(taken.every((buffer) => buffer.length === 64)).toBe(true);
});
