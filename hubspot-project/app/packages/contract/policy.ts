import { z } from 'zod';
import { AccountSettings } from './account-settings.ts';

/** A HubSpot user as a rule names them: HubSpot's id decides, the address is where mails go. */
export const PolicyPerson = z.strictObject({
  userId: z.string().regex(/^\d{1,19}$/),
  email: z.email().max(254),
});
export type PolicyPerson = z.infer<typeof PolicyPerson>;

/** Whom a rule is about. A rule for a user beats one for a team, that beats one for everybody. */
export const PolicyWho = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('everybody') }),
  z.strictObject({ kind: z.literal('team'), teamId: z.string().regex(/^\d{1,19}$/), name: z.string().max(200) }),
  z.strictObject({ kind: z.literal('user'), userId: z.string().regex(/^\d{1,19}$/), name: z.string().max(200) }),
]);
export type PolicyWho = z.infer<typeof PolicyWho>;

/** Which tables a rule is about; null means any. `scope` tells a record's rows from the whole account's. */
const PolicyPlace = {
  connection: z.string().regex(/^[a-z0-9-]{1,40}$/).nullable(),
  table: z.string().regex(/^[A-Za-z0-9_.-]{1,120}$/).nullable(),
  scope: z.enum(['record', 'portal', 'related']).nullable(),
};

/** `own`: only the records the person owns. `approve`: only after somebody else has agreed. */
export const PolicyRule = z.discriminatedUnion('about', [
  z.strictObject({ about: z.literal('view'), who: PolicyWho, ...PolicyPlace, effect: z.enum(['allow', 'own', 'deny']) }),
  z.strictObject({ about: z.literal('export'), who: PolicyWho, ...PolicyPlace, effect: z.enum(['allow', 'own', 'approve', 'deny']) }),
  z.strictObject({ about: z.literal('column'), who: PolicyWho, ...PolicyPlace, column: z.string().min(1).max(200), effect: z.enum(['show', 'mask', 'hide']) }),
]);
export type PolicyRule = z.infer<typeof PolicyRule>;

/** Who may view and export what in one HubSpot account. */
export const Policy = z.strictObject({
  /** Besides whoever installed the app and HubSpot's super admins. */
  admins: z.array(PolicyPerson).max(50),
  rules: z.array(PolicyRule).max(200),
  approval: z.strictObject({
    /** An export of more rows needs approval; null: size alone never does. */
    aboveRows: z.number().int().min(1).max(1_000_000_000).nullable(),
    /** Whether that holds for admins too. */
    adminsToo: z.boolean(),
    /** Who is asked and may decide, besides the admins. */
    approvers: z.array(PolicyPerson).max(20),
    /** A request nobody answers ends after this long. */
    expiresAfterHours: z.number().int().min(1).max(720),
  }),
});
export type Policy = z.infer<typeof Policy>;

/** POST /ui/get-settings: for everybody of the account to read; `mayChange` says who may save them. */
export const GetSettingsRequest = z.strictObject({});
export type GetSettingsRequest = z.infer<typeof GetSettingsRequest>;

export const GetSettingsResponse = z.strictObject({
  policy: Policy,
  account: AccountSettings,
  /** Whether the caller is an admin. */
  mayChange: z.boolean(),
  /** Days the server keeps files at most. */
  fileDays: z.number().int(),
  /** Rows the server makes in the click at most. */
  immediateRows: z.number().int(),
  /** Goes back with save-settings, so that two admins do not overwrite each other; 0 before the first change. */
  version: z.number().int(),
  changedAt: z.string().nullable(),
  changedBy: z.string().nullable(),
});
export type GetSettingsResponse = z.infer<typeof GetSettingsResponse>;

/** POST /ui/save-settings: admins only; the whole policy, refused when `version` is not the current one. No `account`: it stays. */
export const SaveSettingsRequest = z.strictObject({ policy: Policy, account: AccountSettings.optional(), version: z.number().int().min(0) });
export type SaveSettingsRequest = z.infer<typeof SaveSettingsRequest>;
