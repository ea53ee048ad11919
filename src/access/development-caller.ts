import { z } from 'zod';
import type { Caller } from './caller.ts';
import { Identity } from './identity.ts';

/** `<portal>:<user>:<address>`: the person whom a development proxy's requests are taken to come from. */
export const DevelopmentCaller = z.string().transform((text, context): Caller => {
  const [portalId, userId, userEmail, ...rest] = text.split(':');
  const caller = Identity.omit({ appId: true }).safeParse({ portalId, userId, userEmail });
  if (caller.success && rest.length === 0) return caller.data;
  context.addIssue({ code: 'custom', message: 'must be <portal id>:<user id>:<e-mail address>' });
  return z.NEVER;
});
