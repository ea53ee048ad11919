/** Where a worker may die while it sends a mail, in order. Between `mail-begun` and `mail-settled` it cannot know whether the mail went out. */
export const MAIL_CRASH_POINTS = ['mail-written', 'mail-begun', 'mail-sent', 'mail-settled'] as const;
export type MailCrashPoint = (typeof MAIL_CRASH_POINTS)[number];
