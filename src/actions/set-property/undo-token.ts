import { SignJWT } from 'jose';
import { z } from 'zod';
import type { RecordRef } from '#contract';
import type { Caller } from '../../access/index.ts';
import type { TokenKeys } from '../../context/index.ts';
import { openToken } from '../../core/crypto/open-token.ts';
import { AppError } from '../../core/errors/index.ts';

const AUDIENCE = 'siderail:undo-property';
const LIFE_S = 3_600;
/** What is longer could not travel back in a click. */
const LONGEST = 4_000;

const Change = z.object({ property: z.string(), before: z.string().nullable(), after: z.string() });
type Change = z.infer<typeof Change>;
const Claims = z.object({ change: Change });
type Of = { readonly caller: Caller; readonly record: RecordRef };

/** What takes a change back: good for an hour, for this person on this record. Null where the old value is too long to travel. */
export async function sealUndo(keys: TokenKeys, of: Of, change: Change, now: number): Promise<string | null> {
  if ((change.before ?? '').length + change.after.length > LONGEST) return null;
  return new SignJWT({ change })
    .setProtectedHeader({ alg: 'HS256' })
    .setAudience(AUDIENCE)
    .setSubject(subject(of))
    .setExpirationTime(Math.floor(now / 1000) + LIFE_S)
    .sign(keys.current);
}

/** The change that the token takes back. Throws request.invalid for one of somebody else, of another record, or too old. */
export async function openUndo(keys: TokenKeys, of: Of, token: string, now: number): Promise<Change> {
  const opened = await openToken(keys.all, token, { audience: AUDIENCE, subject: subject(of), claims: Claims, now });
  if (opened !== null) return opened.change;
  throw new AppError('request.invalid', { userMessage: 'This change can no longer be taken back here.', fix: 'Set the property in HubSpot; its history shows the old value.' });
}

function subject({ caller, record }: Of): string {
  return [caller.portalId, caller.userId, record.objectTypeId, record.objectId].join(' ');
}
