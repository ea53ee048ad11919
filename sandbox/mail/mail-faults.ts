import { z } from 'zod';

/**
 * How the next messages fail. `refuse` answers 421 before the message is taken. `drop` stores the message and
 * then closes the connection without an answer, so the sender cannot know: the case that makes doubles.
 * `reject` answers 550, for good. `times` is how many messages it strikes; without it, all.
 */
export const MailFault = z.object({
  mode: z.enum(['none', 'refuse', 'drop', 'reject']),
  times: z.number().int().positive().optional(),
});
export type MailFault = z.infer<typeof MailFault>;

export interface MailFaults {
  set(fault: MailFault): void;
  current(): MailFault;
  /** The mode that strikes this message; counts it. */
  take(): MailFault['mode'];
}

export function createMailFaults(): MailFaults {
  let fault: MailFault = { mode: 'none' };
  return {
    set(next) {
      fault = next;
    },
    current: () => fault,
    take() {
      const { mode, times } = fault;
      if (times === undefined || mode === 'none') return mode;
      fault = times > 1 ? { mode, times: times - 1 } : { mode: 'none' };
      return mode;
    },
  };
}
