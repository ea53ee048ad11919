import { z } from 'zod';

/** An active user of the caller's HubSpot account. */
export const Colleague = z.strictObject({ userId: z.string(), name: z.string(), email: z.string() });
export type Colleague = z.infer<typeof Colleague>;

/** POST /ui/list-colleagues: whom a file can be shared with, by name; those whose name or address holds `search`, at most 50. */
export const ListColleaguesRequest = z.strictObject({ search: z.string().max(100) });
export type ListColleaguesRequest = z.infer<typeof ListColleaguesRequest>;
export const ListColleaguesResponse = z.strictObject({ colleagues: z.array(Colleague), /** There are more than these. */ more: z.boolean() });
export type ListColleaguesResponse = z.infer<typeof ListColleaguesResponse>;

/** A file and one person it is shared with, as whoever shared it sees it. */
export const Share = z.strictObject({
  id: z.string(),
  colleague: Colleague,
  note: z.string().nullable(),
  since: z.string(),
  /** How often the page of their links was looked at, by them and by mail scanners alike, and how often the file was fetched. */
  opened: z.int(),
  downloaded: z.int(),
  /** What became of the mail; `suppressed`: there is none, because the account sends none about files. */
  mail: z.enum(['pending', 'sent', 'uncertain', 'failed', 'suppressed']),
  /** Why the colleague does not get the file as things stand now, and what can be done. */
  problem: z.strictObject({ message: z.string(), fix: z.string() }).nullable(),
});
export type Share = z.infer<typeof Share>;

/**
 * POST /ui/share-export: gives a colleague the caller's finished file. Once per file and person, however often it is asked; a share
 * that was stopped begins again. Somebody who may not have the file is refused with access.refused.
 */
export const ShareExportRequest = z.strictObject({ requestId: z.string().regex(/^[A-Za-z0-9_-]{16,64}$/), jobId: z.uuid(), userId: z.string().regex(/^\d{1,19}$/), note: z.string().trim().max(300).optional() });
export type ShareExportRequest = z.infer<typeof ShareExportRequest>;
export const ShareExportResponse = z.strictObject({ share: Share });
export type ShareExportResponse = z.infer<typeof ShareExportResponse>;

/** POST /ui/list-shares: with whom the caller's file is shared now, oldest first. */
export const ListSharesResponse = z.strictObject({ shares: z.array(Share) });
export type ListSharesResponse = z.infer<typeof ListSharesResponse>;

/** POST /ui/stop-share: ends it, the links of the mail with it. Stopping what has ended changes nothing. */
export const ShareRequest = z.strictObject({ shareId: z.uuid() });
export type ShareRequest = z.infer<typeof ShareRequest>;
export const StopShareResponse = z.strictObject({ stopped: z.boolean() });
export type StopShareResponse = z.infer<typeof StopShareResponse>;

/** A colleague's file that the caller may have. */
export const SharedFile = z.strictObject({
  shareId: z.string(),
  title: z.string(),
  sharedBy: z.strictObject({ name: z.string(), email: z.string() }),
  sharedAt: z.string(),
  /** Their words: to be shown as text, never as markup. */
  note: z.string().nullable(),
  fileName: z.string(),
  rows: z.int(),
  bytes: z.int(),
  /** Whether every row that was asked for is in it. */
  complete: z.boolean(),
  expiresAt: z.string(),
});
export type SharedFile = z.infer<typeof SharedFile>;

/** POST /ui/list-shared: what colleagues share with the caller and the caller may have now, newest first; `more`: there are others behind these. */
export const ListSharedRequest = z.strictObject({ before: z.uuid().optional() });
export type ListSharedRequest = z.infer<typeof ListSharedRequest>;
export const ListSharedResponse = z.strictObject({ files: z.array(SharedFile), /** Where the list goes on: the `before` of the next request; null at its end. */ next: z.string().nullable() });
export type ListSharedResponse = z.infer<typeof ListSharedResponse>;
