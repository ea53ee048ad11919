import { z } from 'zod';

/** With which rights a table is read: all rows or the person's own, and which columns are masked or not there. */
export const Rights = z.object({
  rows: z.enum(['all', 'own']).default('all'),
  masked: z.array(z.string()).default([]),
  hidden: z.array(z.string()).default([]),
});
export type Rights = z.infer<typeof Rights>;
