import { z } from 'zod';

const Hour = z.number().int().min(0).max(23);

/** What holds for the whole HubSpot account besides who may do what. */
export const AccountSettings = z.strictObject({
  /** A mark for people, shown in the settings; nothing else hangs on it. */
  environment: z.enum(['production', 'test']),
  /** Days a finished file is kept; null, or more than the server keeps files: as long as the server does. */
  retentionDays: z.number().int().min(1).max(365).nullable(),
  /** Mails go to addresses of these domains only, in small letters; none named: to every address that HubSpot signed. */
  mailDomains: z.array(z.string().regex(/^(?=.{3,253}$)[a-z0-9-]+(\.[a-z0-9-]+)+$/)).max(50),
  notices: z.strictObject({
    /** When a file is ready: always, only for an export of more than two minutes, or never. A failure is always told. */
    mail: z.enum(['always', 'long', 'never']),
    /** Full hours of the account's time zone, over midnight where `from` is later; mails wait for the end. */
    quiet: z.strictObject({ from: Hour, to: Hour }).nullable(),
  }),
  /**
   * The properties of HubSpot that people may set from a table's value, as `contacts.customer_number`, and who may.
   * Without it everybody may set those the account made itself, and nobody HubSpot's own.
   */
  settable: z.strictObject({
    who: z.enum(['everybody', 'admins', 'nobody']),
    properties: z.array(z.string().regex(/^(contacts|companies|deals|tickets)\.[a-z0-9_]{1,100}$/)).max(200),
  }).optional(),
  /** At most this many rows are made in the click, and never more than the server allows; 0: every export is left to the workers. Absent: the server's. */
  immediateRows: z.number().int().min(0).max(100_000).optional(),
  /** Whom a link to a file serves: whoever has it, or only the browser of somebody who just asked for it in HubSpot. Absent: whoever has it. */
  fileLinks: z.enum(['anybody', 'signed_in']).optional(),
});
export type AccountSettings = z.infer<typeof AccountSettings>;
