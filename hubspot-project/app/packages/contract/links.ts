import { z } from 'zod';

/** POST /ui/list-links: the links to a file that the caller was given, newest first, at most 100. */
export const ListLinksResponse = z.strictObject({
  links: z.array(z.strictObject({
    createdAt: z.string(),
    expiresAt: z.string(),
    revokedAt: z.string().nullable(),
    /** How often its page was looked at, by people and mail scanners alike, and how often the file was fetched. */
    opened: z.int(),
    downloaded: z.int(),
  })),
});
export type ListLinksResponse = z.infer<typeof ListLinksResponse>;

/** POST /ui/revoke-links: ends them all, the mailed ones too. */
export const RevokeLinksResponse = z.strictObject({ revoked: z.int() });
export type RevokeLinksResponse = z.infer<typeof RevokeLinksResponse>;
