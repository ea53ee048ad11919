import { z } from 'zod';
import { Reader, SpokenLanguage } from './reader.ts';

const Hour = z.number().int().min(0).max(23);

/** How the caller wants mails about their exports. */
export const MailWishes = z.strictObject({
  /** No mail about an export that took less; 0: about every one. */
  quietMinutes: z.number().int().min(0).max(120),
  /** Full hours of `timeZone`, over midnight where `from` is later; mails wait for the end. Absent: none. */
  quiet: z.strictObject({ from: Hour, to: Hour }).optional(),
  language: SpokenLanguage,
  /** IANA name, as `Europe/Berlin`. */
  timeZone: z.string().regex(/^[A-Za-z][A-Za-z0-9_+/-]{1,60}$/),
});
export type MailWishes = z.infer<typeof MailWishes>;

/** POST /ui/get-mail-wishes */
export const GetMailWishesRequest = z.strictObject({ reader: Reader.optional() });
export type GetMailWishesRequest = z.infer<typeof GetMailWishesRequest>;
