import { describe, expect, it } from 'vitest';
import { createTurns } from '../../src/core/turns/create-turns.ts';

const never = (): AbortSignal => new AbortController().signal;
const noWait = async (): Promise<void> => undefined;

describe('turns', () => {
  it('are taken in the order in which they were asked for, and never by more than allowed', async () => {
    const turns = createTurns(2);
    const began: number[] = [];
    const ends: (() => void)[] = [];
    const asked = [0, 1, 2, 3].map(async (n) => {
      ends[n] = await turns.take(never(), noWait);
      began.push(n);
    });

    await Promise.all(asked.slice(0, 2));
    expect(began).toEqual([0, 1]);
    ends[1]!();
    ends[1]!();
    await asked[2];
    expect(began).toEqual([0, 1, 2]);
    ends[0]!();
    await asked[3];

    expect(began).toEqual([0, 1, 2, 3]);
  });

  it('pass over whoever was cancelled while waiting, or could not say that it waits', async () => {
    const turns = createTurns(1);
    const end = await turns.take(never(), noWait);
    const cancel = new AbortController();
    const cancelled = turns.take(cancel.signal, noWait);
    const failed = turns.take(never(), async () => {
      throw new Error('lease lost');
    });
    const next = turns.take(never(), noWait);

    cancel.abort(new Error('cancelled by the person'));
    await expect(cancelled).rejects.toThrow('cancelled by the person');
    await expect(failed).rejects.toThrow('lease lost');
    end();

    await expect(next).resolves.toBeTypeOf('function');
  });

  it('are not lost when a turn comes in the very moment of a failure', async () => {
    const turns = createTurns(1);
    const end = await turns.take(never(), noWait);
    const failed = turns.take(never(), async () => {
      end();
      throw new Error('lease lost');
    });

    await expect(failed).rejects.toThrow('lease lost');

    await expect(turns.take(never(), () => Promise.reject(new Error('has to wait')))).resolves.toBeTypeOf('function');
  });
});
