export type { Context, Mail, Mailer, MailOutcome, Settings, TokenKeys } from './context.ts';
